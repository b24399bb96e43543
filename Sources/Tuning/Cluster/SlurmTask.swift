import FoundationEssentials

/// What Slurm says of one task of a job array.
struct SlurmTask: Hashable {
  var state: String
  var reason: String?
  var node: String?
  var start: Date?
  var end: Date?
  /// Code and signal: `3:0`.
  var exit: String?

  var phase: SlurmState.Phase { SlurmState(state).phase }

  /// Whether it waits because it was submitted so.
  var isHeld: Bool { phase == .waiting && reason == "JobHeldUser" }

  /// A field's text; `nil` where Slurm writes that it has none.
  static func text(_ field: some StringProtocol) -> String? {
    let text = field.trimmingPrefix { $0 == " " }
    let none = ["", "None", "N/A", "Unknown", "(null)", "None assigned"]
    return none.contains(String(text)) ? nil : String(text)
  }

  /// A time as the commands were told to write it: seconds from 1970.
  static func moment(_ field: some StringProtocol) -> Date? {
    guard let seconds = Double(field), seconds > 0 else { return nil }
    return Date(timeIntervalSince1970: seconds)
  }
}
