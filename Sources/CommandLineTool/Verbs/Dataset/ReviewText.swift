import Core
import Datasets
import Newsroom

/// Reviews as a person reads them.
struct ReviewText {
  private let output: Output

  init(_ output: Output) { self.output = output }

  // MARK: An example to read

  func text(of example: ReviewedExample) -> String {
    var lines = [output.styled(head(of: example), .bold)]
    lines += example.sources.map { "  \($0.document):\($0.line)  \($0.path)" }
    for message in example.messages {
      lines += ["", output.styled("\(message.role.rawValue):", .bold)] + indented(message.content)
    }
    if let rejected = example.rejected {
      lines +=
        ["", output.styled("assistant, the answer not to give:", .bold)] + indented(rejected)
    }
    if example.messages.isEmpty { lines.append("  Only its reviews are known.") }
    if !example.reviews.isEmpty { lines.append("") }
    lines += example.reviews.map(line(of:))
    if let standing = standing(example) { lines.append(standing) }
    return lines.joined(separator: "\n")
  }

  private func head(of example: ReviewedExample) -> String {
    let recipe = example.recipe.map { "  \($0)" } ?? ""
    guard let split = example.split, let line = example.line else {
      return "\(example.id)\(recipe), not in the dataset now"
    }
    let kind = example.kind == .preference ? "preference/" : ""
    return "\(example.id)\(recipe), \(kind)\(split.rawValue).jsonl:\(line)"
  }

  private func indented(_ text: String) -> [String] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
      $0.isEmpty ? "" : "  \($0)"
    }
  }

  private func line(of review: Example.Review) -> String {
    let rating = review.rating.map { ", \($0) of 5" } ?? ""
    let reason = review.reason.map { ": \($0)" } ?? ""
    return
      "\(review.at.prefix(10)) \(review.reviewer): \(review.verdict.rawValue)\(rating)\(reason)"
  }

  private func standing(_ example: ReviewedExample) -> String? {
    if example.isDisputed { return "The reviewers disagree; until they agree it is left out." }
    guard let judgement = example.judgement, example.reviews.count > 1 else { return nil }
    return "It stands as: \(judgement.verdict.rawValue)"
  }

  // MARK: What a review led to

  func text(of outcome: ReviewOutcome) -> String {
    var lines = zip(outcome.reviews, outcome.files).map { review, file in
      "\(review.example): \(review.verdict.rawValue), in \(file)"
    }
    lines += outcome.disputed.map {
      output.styled("\($0): its reviewers disagree now; until they agree it is left out", .yellow)
    }
    if let impact = outcome.impact { lines += ["", ImpactText(output).text(of: impact), ""] }
    return (lines + [outcome.next]).joined(separator: "\n")
  }
}
