public import FoundationEssentials

/// Holds files of examples against the rules of who is to take them.
///
///     let check = DatasetChecker(profile).check(bytes, display: "train.jsonl")
///     check.findings  // train.jsonl:2:26: error: 'human' is not a role, at $.messages[0].role ...
///
/// Any bytes do: what is no file of lines is named as what it is, a broken line is named where it
/// breaks, and the lines around it are checked all the same.
public struct DatasetChecker: Sendable {
  private let profile: ProviderProfile
  private let counter: TokenCounter?

  /// - Parameters:
  ///   - profile: who is to take the files.
  ///   - counter: what counts tokens where the profile limits them; without it none are.
  ///   - known: rules that the files keep by how they were made, and need not be held against.
  public init(
    _ profile: ProviderProfile = .general, counter: TokenCounter? = nil,
    without known: [DatasetRule] = []
  ) {
    var profile = profile
    profile.severities = known.map { .init(rule: $0, severity: .off) } + profile.severities
    self.profile = profile
    self.counter = counter
  }

  /// Checks a file by itself.
  ///
  /// - Parameters:
  ///   - bytes: the file, which may be mapped into memory.
  ///   - display: the path to print in findings.
  /// - Returns: what was found, with what the file holds.
  public func check(_ bytes: Data, display: String) -> DatasetCheck {
    withFile(bytes, display, .whole) { $0.check() }
  }

  /// Checks a training file and the validation file beside it, and the first for examples that stand
  /// in the second.
  public func check(
    _ training: Data, display: String, against validation: Data, display validationDisplay: String
  ) -> (training: DatasetCheck, validation: DatasetCheck) {
    withFile(validation, validationDisplay, .heldOut) { held in
      let check = held.check()
      let examples = held.examples
      let own = withFile(training, display, .training(against: examples)) { $0.check() }
      return (own, check)
    }
  }

  private func withFile<Result>(
    _ bytes: Data, _ display: String, _ part: FileChecker.Part,
    _ body: (inout FileChecker) -> Result
  ) -> Result {
    bytes.withUnsafeBytes { raw in
      raw.withMemoryRebound(to: UInt8.self) { bytes in
        var checker = FileChecker(
          bytes, display: display, as: part, of: profile, counter: counter)
        return body(&checker)
      }
    }
  }
}
