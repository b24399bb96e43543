import ArgumentParser
import Datasets

/// What a reviewer says of examples.
struct ReviewOptions: ParsableArguments {
  @Flag(help: "The examples are good as they are.")
  var accept = false

  @Option(
    help: ArgumentHelp("The example is good with the answer in this file.", valueName: "file"))
  var edit: String?

  @Flag(help: "The examples do not go into the dataset.")
  var reject = false

  @Flag(help: "The examples may be used no more, nor what was made with them.")
  var retract = false

  @Option(help: ArgumentHelp("How good they are: 1 to 5, 5 the best.", valueName: "1-5"))
  var rating: Int?

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String?

  /// What is said; `nil` where nothing is.
  ///
  /// - Parameter text: the text of a file.
  /// - Throws: `ValidationError` where the options contradict one another.
  func proposal(_ text: (String) throws -> String) throws -> ReviewProposal? {
    let count = [accept, edit != nil, reject, retract].count { $0 }
    guard count < 2 else {
      throw ValidationError("Say one of --accept, --edit, --reject and --retract.")
    }
    if let rating, !(1...5).contains(rating) { throw ValidationError("--rating takes 1 to 5.") }
    if reject || retract, reason?.contains(where: { !$0.isWhitespace }) != true {
      throw ValidationError("Say why: --reason TEXT")
    }
    guard count == 1 else {
      guard rating == nil, reason == nil else {
        throw ValidationError("--rating and --reason go with a verdict, such as --accept.")
      }
      return nil
    }
    let verdict: ReviewProposal.Verdict =
      if let edit { .edit(answer: try text(edit)) } else if reject { .reject } else if retract {
        .retract
      } else { .accept }
    return ReviewProposal(verdict, rating: rating, reason: reason)
  }
}
