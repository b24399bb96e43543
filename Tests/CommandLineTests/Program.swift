import Foundation

/// The built program, run as a user runs it.
struct Program {
  /// What a run ended with.
  struct Ended {
    var code: Int32
    var output: String
    var errors: String
  }

  /// `colophon` beside the test bundle.
  static let path: String = {
    // The test runner's own path names the folder that everything was built into.
    let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") } ?? CommandLine.arguments[0]
    return URL(filePath: bundle).deletingLastPathComponent().appending(path: "colophon").path
  }()

  static let isBuilt = FileManager.default.isExecutableFile(atPath: path)

  /// Starts the program.
  static func start(
    _ arguments: [String], environment: [String: String] = [:]
  ) throws -> (process: Process, output: Pipe, errors: Pipe) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return (process, output, errors)
  }

  /// Runs the program to its end.
  @discardableResult
  static func run(
    _ arguments: String..., environment: [String: String] = [:]
  ) throws -> Ended {
    let started = try start(arguments, environment: environment)
    let output = started.output.fileHandleForReading.readDataToEndOfFile()
    let errors = started.errors.fileHandleForReading.readDataToEndOfFile()
    started.process.waitUntilExit()
    return Ended(
      code: started.process.terminationStatus, output: String(decoding: output, as: UTF8.self),
      errors: String(decoding: errors, as: UTF8.self))
  }
}
