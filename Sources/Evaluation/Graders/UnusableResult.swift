/// A model's answer that no grade can be made of.
struct UnusableResult: Error {
  /// What it is: `no number`.
  var lack: String
}
