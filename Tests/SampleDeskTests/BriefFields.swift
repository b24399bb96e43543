import Formats

/// The front matter of a brief, by exactly the keys that it may have.
struct BriefFields: Decodable, YAMLMapping {
  static let keys = [
    "title", "goal", "audience", "voice", "language", "deliverables", "constraints", "acceptance",
    "risk", "publicInterest", "licence", "author",
  ]

  var title: String
  var goal: String
  var audience: String
  var voice: String
  var language: String
  var deliverables: [String]
  var constraints: [String]
  var acceptance: [String]
  var risk: String
  var publicInterest: Bool
  var licence: String
  var author: String
}
