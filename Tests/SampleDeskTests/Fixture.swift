import Core
import Formats
import SampleDesk
import Testing

enum Fixture {
  /// A carried template, filled as text.
  static func render(_ path: String, _ fields: [String: TemplateValue]) throws -> String {
    let bytes = try #require(SampleDesk.file(path))
    return try Template(TemplateFile(display: path, bytes: bytes), for: .text).render(fields)
  }
}

extension PieceID {
  /// The piece that a path under `Content/` belongs to.
  init?(folders path: String) {
    let parts = path.split(separator: "/").map(String.init)
    guard parts.count > 3 else { return nil }
    self.init(pipeline: parts[1], folder: parts[2])
  }
}
