extension Substring {
  /// Without the ending that says whose something is: `GNOME’s`.
  package var withoutPossessive: Substring {
    hasSuffix("'s") || hasSuffix("’s") ? dropLast(2) : self
  }
}
