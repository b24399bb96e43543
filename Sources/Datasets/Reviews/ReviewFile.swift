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
    let names = [review.example, review.reviewer].map(\.asFileName)
    return (
      "\(names.joined(separator: ".")).\(Digest(of: bytes).hex.prefix(8)).json", bytes
    )
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
        reviews.append(try read(file.bytes))
      } catch {
        findings.append(.badReview(error.words, at: SourcePlace(file.display)))
      }
    }
    return (reviews, findings)
  }

  private static func read(_ bytes: Data) throws(ReviewProblem) -> Example.Review {
    let review: Example.Review
    do {
      review = try JSONDecoder().decode(Example.Review.self, from: bytes)
    } catch {
      throw ReviewProblem(error)
    }
    if let problem = ReviewProblem(of: review) { throw problem }
    return review
  }
}

extension String {
  /// The text as a part of a file's name, whatever an import or a roster has it be: letters, digits,
  /// `-` and `_` of ASCII, anything else a `-`.
  fileprivate var asFileName: String {
    let kept = unicodeScalars.prefix(64).map { scalar in
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_": Character(scalar)
      default: Character("-")
      }
    }
    return String(kept)
  }
}
