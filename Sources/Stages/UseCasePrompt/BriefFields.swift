import Core
import Formats

/// A brief's front matter as it came: any answer may be missing.
struct BriefFields: Decodable, YAMLMapping {
  static let keys = [
    "title", "goal", "audience", "voice", "language", "deliverables", "constraints", "acceptance",
    "risk", "publicInterest", "licence", "author",
  ]

  var title: String?
  var goal: String?
  var audience: String?
  var voice: String?
  var language: String?
  var deliverables: [String]?
  var constraints: [String]?
  var acceptance: [String]?
  var risk: String?
  var publicInterest: Bool?
  var licence: String?
  var author: String?
}

/// A brief's front matter with every required answer given.
struct Answers {
  var title: String
  var goal: String
  var audience: String
  var voice: String
  var language: String
  var deliverables: [String]
  var constraints: [String]
  var acceptance: [String]
  var risk: UseCasePrompt.Risk
  var publicInterest: Bool
  var licence: String

  init?(_ fields: BriefFields) {
    guard
      let title = fields.title, let goal = fields.goal, let audience = fields.audience,
      let voice = fields.voice, let language = fields.language,
      let deliverables = fields.deliverables,
      let risk = fields.risk.flatMap(UseCasePrompt.Risk.init),
      let publicInterest = fields.publicInterest, let licence = fields.licence
    else { return nil }
    self.title = title
    self.goal = goal
    self.audience = audience
    self.voice = voice
    self.language = language
    self.deliverables = deliverables
    self.constraints = fields.constraints ?? []
    self.acceptance = fields.acceptance ?? []
    self.risk = risk
    self.publicInterest = publicInterest
    self.licence = licence
  }

  func useCase(brief: ArtifactFile, prompt: ArtifactFile) -> UseCasePrompt {
    UseCasePrompt(
      title: title, goal: goal, audience: audience, voice: voice, language: language,
      deliverables: deliverables, constraints: constraints, acceptance: acceptance, risk: risk,
      publicInterest: publicInterest, licence: licence, brief: brief, prompt: prompt)
  }
}
