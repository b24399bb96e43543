public import Core

/// What is found while a team's jobs are taken over from a server. Each rule is the name of a finding.
public enum ImportRule: String, CaseIterable, Sendable {
  /// The server does not give something: it was shut down, or the key may not have it.
  case refused = "import-refused"
  /// A file of a dump, or a part of it, is nothing that can be read.
  case unreadable = "import-unreadable"
  /// Events or checkpoints of a dump belong to no job in it.
  case unplaced = "import-unplaced"
  /// An id cannot be a folder's name.
  case idUnsafe = "import-id-unsafe"
  /// A job names a file that the dump does not have.
  case fileMissing = "import-file-missing"

  /// How much it matters.
  public var severity: Finding.Severity {
    switch self {
    case .refused, .unreadable, .unplaced, .idUnsafe: .warning
    case .fileMissing: .note
    }
  }

  /// A finding of this rule.
  func finding(at place: SourcePlace?, _ message: String, remedy: String) -> Finding {
    Finding(
      rule: rawValue, severity: severity, place: place, message: message, remedy: remedy)
  }
}
