import ArgumentParser
import Core

/// How a command prints.
struct PrintOptions: ParsableArguments {
  @Flag(help: "Print one JSON object, and nothing else.")
  var json = false

  @Flag(name: .shortAndLong, help: "Print errors only.")
  var quiet = false

  @Flag(name: .customLong("no-color"), help: "Print without colour, as NO_COLOR does.")
  var isPlain = false

  /// What prints for a person or a program.
  var output: Output { Output(isJSON: json, isQuiet: quiet, isPlain: isPlain) }

  var progress: @Sendable (StageContext.Progress) -> Void {
    let bar = ProgressBar(isShown: !json && !quiet)
    return { bar.show($0) }
  }
}
