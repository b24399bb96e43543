extension StringProtocol {
  /// The sign that a written word ends with, behind whatever closes a quotation, a bracket or an
  /// emphasis: the full stop of `end.”`. Which signs end a sentence is for each reader to say: a colon
  /// ends one for who looks for a subject, and a comma the name of somebody.
  package var lastMark: Character? { last { !"\"'”’»)*]_`".contains($0) } }
}
