import Core

/// A grader that stands by itself: what a multi grader may be made of.
public enum SimpleGrader: Hashable, Sendable {
  case stringCheck(StringCheckGrader)
  case textSimilarity(TextSimilarityGrader)
  case scoreModel(ScoreModelGrader)
  case labelModel(LabelModelGrader)

  func grade(
    _ sample: GradedSample, asking ask: (ChatRequest) async throws -> String
  ) async throws -> Grade {
    switch self {
    case .stringCheck(let grader): try grader.grade(sample)
    case .textSimilarity(let grader): try grader.grade(sample)
    case .scoreModel(let grader): try await grader.grade(sample, asking: ask)
    case .labelModel(let grader): try await grader.grade(sample, asking: ask)
    }
  }
}
