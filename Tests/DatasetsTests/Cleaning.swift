import Core
import Datasets
import Foundation
import TestSupport

/// What the tests of cleaning share.
enum Cleaning {
  /// The built-in settings.
  static let settings: CleaningSettings = {
    do {
      let file = Corpus.projectRoot.appending(path: "Templates/\(CleaningSettings.path)")
      return try CleaningSettings(
        TemplateFile(display: CleaningSettings.path, bytes: Data(contentsOf: file)))
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  /// The built-in settings with lines of a desk's own in place of theirs.
  static func settings(with lines: [String]) throws -> CleaningSettings {
    let file = Corpus.projectRoot.appending(path: "Templates/\(CleaningSettings.path)")
    let keys = lines.compactMap { $0.split(separator: ":").first.map(String.init) }
    var kept: [String] = []
    var isReplaced = false
    for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
      if line.first != " " { isReplaced = keys.contains { line.hasPrefix("\($0):") } }
      if !isReplaced { kept.append(String(line)) }
    }
    let yaml = (kept + lines).joined(separator: "\n") + "\n"
    return try CleaningSettings(
      TemplateFile(display: "Templates/cleaning.yml", bytes: Data(yaml.utf8)))
  }

  static func cleaner(names: [String] = [], salt: String = "") -> TextCleaner {
    TextCleaner(settings: settings, language: "en", names: names, salt: salt)
  }

  static func clean(_ text: String, names: [String] = []) -> CleanedText {
    cleaner(names: names).clean(text)
  }

  /// What was found of a kind, as it stood.
  static func found(_ text: String, names: [String] = []) -> [String] {
    clean(text, names: names).redactions.map { "\($0.kind.rawValue): \($0.original)" }
  }

  static func example(
    asked: String = "Write the section about rooms.", _ answer: String, recipe: String = "section"
  ) -> Example {
    Example(
      id: "x1", recipe: recipe,
      messages: [ChatMessage(.user, asked), ChatMessage(.assistant, answer)], group: "g",
      sources: [])
  }
}
