/// What a command of Slurm's came back with.
struct SlurmAnswer {
  /// `nil` where it did not end in time, or by a signal.
  var code: Int32?
  var output: String
  var errors: String

  var isGood: Bool { code == 0 }

  /// Whether Slurm says that it knows no such job: an answer, where any other failure is none.
  var isUnknownJob: Bool { errors.contains("Invalid job id") }

  /// Whether it cannot be told if Slurm has done what it was asked to.
  var isLost: Bool {
    guard let code else { return true }
    let signs = [
      "Unable to contact", "timed out", "Connection refused", "connect failure", "Zero Bytes",
      "Connection reset", "Communication", "Transport endpoint", "Protocol authentication",
    ]
    return code != 0 && signs.contains { errors.contains($0) }
  }

  /// The first line of what it complained of.
  var complaint: String {
    let line = errors.split(whereSeparator: \.isNewline).last { !$0.isEmpty }
    let shown = (line ?? "").unicodeScalars.filter { $0.properties.generalCategory != .control }
    let text = String(shown.map(Character.init).prefix(300))
    return text.isEmpty ? code.map { "it ended with code \($0)" } ?? "it gave no answer" : text
  }
}
