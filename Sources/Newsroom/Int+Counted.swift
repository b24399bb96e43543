extension Int {
  /// The number with what it counts: `1 document`, `2 documents`, `3 people`.
  ///
  /// - Parameter plural: `nil` where it is the noun with an s.
  package func counted(_ noun: String, _ plural: String? = nil) -> String {
    "\(self) \(self == 1 ? noun : plural ?? "\(noun)s")"
  }
}
