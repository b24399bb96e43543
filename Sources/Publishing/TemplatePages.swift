import Core
import Formats
import FoundationEssentials

/// Fills the desk's page and XML templates.
struct TemplatePages: Sendable {
  let template: @Sendable (String) throws -> TemplateFile

  /// A template compiled once, for many pages.
  struct Page {
    fileprivate let template: Template

    /// Fills it. Characters that neither XML 1.0 (2.2) nor HTML allows are taken out of the values.
    func fill(_ fields: [String: TemplateValue]) throws(TemplateError) -> Data {
      Data(try template.render(fields.mapValues(TemplatePages.printable)).utf8)
    }
  }

  /// Compiles the template of that path under `Templates/`.
  func page(_ path: String) throws -> Page {
    Page(template: try Template(try template(path), for: .markup))
  }

  /// A file of the templates as it is.
  func file(_ path: String) throws -> Data { try template(path).bytes }

  private static func printable(_ value: TemplateValue) -> TemplateValue {
    switch value {
    case .text(let text): .text(text.printable)
    case .flag: value
    case .list(let items): .list(items.map(printable))
    case .fields(let fields): .fields(fields.mapValues(printable))
    }
  }
}

extension String {
  /// The text without the control characters and non-characters that XML 1.0 (2.2) forbids.
  var printable: String {
    func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.value {
      case 0x9, 0xA, 0xD, 0x20..<0x7F, 0xA0...0xD7FF, 0xE000...0xFFFD: true
      case 0x10000...0x10FFFF: scalar.value & 0xFFFE != 0xFFFE
      default: false
      }
    }
    guard !unicodeScalars.allSatisfy(isAllowed) else { return self }
    var kept = String.UnicodeScalarView()
    kept.append(contentsOf: unicodeScalars.filter(isAllowed))
    return String(kept)
  }
}
