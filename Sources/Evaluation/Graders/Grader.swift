public import Core

/// A grader of OpenAI's graders API and evaluations (components `Grader*` of its OpenAPI description,
/// and the guide on graders), run here: those services end in November 2026.
///
/// Not run are `python` graders, whose program is somebody else's, and the `cosine` similarity, which
/// wants an embedding model.
public enum Grader: Hashable, Sendable {
  case simple(SimpleGrader)
  case multi(MultiGrader)

  /// Reads a grader's JSON.
  ///
  /// - Throws: ``EvaluationError`` where it is no grader, or one that is not run here.
  public init(_ json: JSONValue) throws(EvaluationError) { self = try GraderReader(json).grader() }

  /// Grades a sample.
  ///
  /// - Parameter ask: puts a question to a model and returns the text of its answer; the answer's
  ///   schema is in the request.
  /// - Throws: ``EvaluationError`` where the item lacks what a template names; whatever `ask` throws.
  public func grade(
    _ sample: GradedSample, asking ask: (ChatRequest) async throws -> String
  ) async throws -> Grade {
    switch self {
    case .simple(let grader): try await grader.grade(sample, asking: ask)
    case .multi(let grader): try await grader.grade(sample, asking: ask)
    }
  }
}
