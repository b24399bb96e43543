extension Grade {
  /// Grades two texts of a sample; a text that the sample lacks gets nothing.
  static func comparing(
    _ name: String, _ input: GraderTemplate, _ reference: GraderTemplate, in sample: GradedSample,
    _ body: (String, String) throws(EvaluationError) -> Grade
  ) throws(EvaluationError) -> Grade {
    let texts: (String, String)
    do throws(MissingVariable) {
      texts = (try input.text(for: sample), try reference.text(for: sample))
    } catch {
      if error.isOfItem { throw error.error }
      return .nothing(name, because: error.fault)
    }
    return try body(texts.0, texts.1)
  }
}
