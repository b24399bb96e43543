public import Core
import Formats

/// What the instructions of a dataset say, and to whom: the desk's recipe templates, filled from the
/// use case.
public struct DatasetStyle: Sendable {
  let title: String
  let language: String
  let licence: String
  let system: String
  private let section: Template
  private let answer: Template
  private let microcopy: Template
  /// What the instructions depend on.
  let digest: Digest

  /// Reads the templates under `Templates/recipes/`.
  ///
  /// - Throws: `TemplateError` with the line of the template that is wrong.
  public init(
    _ subject: DatasetSubject, template: (String) throws -> TemplateFile
  ) throws {
    title = subject.title
    language = subject.language
    licence = subject.licence
    let (audience, voice) = (subject.audience, subject.voice)
    let system = try Template(template("recipes/system.mustache"), for: .text)
    let names = ["system", "section", "answer", "microcopy"]
    let templates = try names.map { try template("recipes/\($0).mustache").bytes }
    digest = Digest(
      of: ([title, audience, voice, language, licence] + templates.map { Digest(of: $0).hex })
        .joined(separator: "\u{1F}"))
    self.system = try system.render(["audience": .text(audience), "voice": .text(voice)]).folded
    section = try Template(template("recipes/section.mustache"), for: .text)
    answer = try Template(template("recipes/answer.mustache"), for: .text)
    microcopy = try Template(template("recipes/microcopy.mustache"), for: .text)
  }

  func instruction(forSection heading: String, under trail: [String], of document: String) throws
    -> String
  {
    try section.render([
      "heading": .text(heading),
      "trail": .text(trail.isEmpty ? title : trail.joined(separator: " > ")),
      "title": .text(title), "document": .text(document),
    ]).folded
  }

  func instruction(forQuestion question: String) throws -> String {
    try answer.render(["question": .text(question), "title": .text(title)]).folded
  }

  func instruction(forLabelOf role: String, context: String) throws -> String {
    try microcopy.render([
      "role": .text(role), "context": .text(context), "title": .text(title),
    ]).folded
  }
}
