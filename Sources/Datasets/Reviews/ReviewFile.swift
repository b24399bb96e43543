public import Core
import Formats
public import FoundationEssentials

/// A review as a file of its own.
public enum ReviewFile {
  /// The folder below a dataset's, or the stage's.
  public static let folder = "reviews"

  /// The review's file: its name tells the example and the reviewer, and no two reviews share it.
  ///
  /// - Throws: where it cannot be written as JSON.
  public static func make(_ review: Example.Review) throws -> (name: String, bytes: Data) {
    let bytes = try CanonicalJSON.document(review)
    return ("\(review.example).\(review.reviewer).\(Digest(of: bytes).hex.prefix(8)).json", bytes)
  }

  /// Reads reviews.
  ///
  /// - Returns: those that could be read, and a finding for each file that is none.
  public static func read(
    _ files: [(display: String, bytes: Data)]
  ) -> (reviews: [Example.Review], findings: [Finding]) {
    var reviews: [Example.Review] = []
    var findings: [Finding] = []
    for file in files {
      do {
        let review = try JSONDecoder().decode(Example.Review.self, from: file.bytes)
        if let problem = problem(of: review) {
          findings.append(.badReview(problem, at: SourcePlace(file.display)))
        } else {
          reviews.append(review)
        }
      } catch {
        findings.append(
          .badReview("it is no review in JSON", at: SourcePlace(file.display)))
      }
    }
    return (reviews, findings)
  }

  /// What keeps a review from being one.
  private static func problem(of review: Example.Review) -> String? {
    if let rating = review.rating, !(1...5).contains(rating) {
      return "its rating is \(rating); ratings go from 1 to 5"
    }
    switch review.verdict {
    case .edit:
      guard let messages = review.messages, messages.last?.role == .assistant else {
        return "it edits, and has no messages that end with the assistant's"
      }
    case .reject, .retract:
      guard let reason = review.reason, reason.contains(where: { !$0.isWhitespace }) else {
        return "it takes an example out without a reason"
      }
    case .accept: break
    }
    return nil
  }
}
