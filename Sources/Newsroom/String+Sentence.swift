extension String {
  /// The text as a sentence of its own: with a full stop, unless it ends with a mark already, as what
  /// people write often does.
  package var asSentence: String {
    guard let last, !".!?…".contains(last) else { return self }
    return "\(self)."
  }
}
