import Core
import Documents

// What the builder finds in a manuscript.
extension Finding {
  static func emptyManuscript(_ file: String) -> Finding {
    Finding(
      rule: "empty-manuscript", severity: .error, place: SourcePlace(file),
      message: "The manuscript holds no text.",
      remedy: "Write it, or choose a draft that has text.")
  }

  static func imageWithoutAlternative(_ file: String, line: Int) -> Finding {
    Finding(
      rule: "image-without-text-alternative", severity: .error,
      place: SourcePlace(file, line: line),
      message: "An image has no text alternative, which is what is published of it.",
      remedy: "Say between the square brackets what the image shows.")
  }

  static func leftOut(_ file: String, line: Int) -> Finding {
    Finding(
      rule: "unsafe-markup", severity: .error, place: SourcePlace(file, line: line),
      message: "Raw HTML, or a link that would run code, is not published.",
      remedy: "Write it in Markdown, or remove it.")
  }

  static func skippedHeading(
    _ file: String, _ heading: MarkdownPage.Heading, after level: Int
  ) -> Finding {
    Finding(
      rule: "skipped-heading-level", severity: .warning,
      place: SourcePlace(file, line: heading.line),
      message: "'\(heading.text)' is a heading of level \(heading.level) below one of level "
        + "\(level).",
      remedy: "Use level \(level + 1), so that people who jump by headings miss none.")
  }

  static func noLicence(_ file: String) -> Finding {
    Finding(
      rule: "licence-missing", severity: .error, place: SourcePlace(file),
      message: "The text has no licence.",
      remedy: "Name one in the brief, as an SPDX identifier such as CC-BY-4.0.")
  }

  static func noLanguage(_ file: String) -> Finding {
    Finding(
      rule: "language-missing", severity: .error, place: SourcePlace(file),
      message: "The text has no language.",
      remedy: "Name it in the brief as a BCP 47 tag, such as en.")
  }
}
