import ArgumentParser
import Core

/// How tracked changes are read.
struct ReadingOption: ParsableArguments {
  @Option(
    help: "How tracked changes are read: accepted, rejected or marked.",
    transform: { word in
      guard let reading = Reading(rawValue: word) else {
        throw ValidationError("'\(word)' is no reading; it is accepted, rejected or marked.")
      }
      return reading
    })
  var reading = Reading.accepted
}
