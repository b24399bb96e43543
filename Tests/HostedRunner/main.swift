import Core
import Engines
import Foundation
import Tuning

// Runs a plan whose trainer is a server's, so that a test can kill it: hosted-runner DESK MODEL ADDRESS.
// The key comes from the environment. SIGTERM cancels it.
let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 3 else {
  FileHandle.standardError.write(Data("hosted-runner DESK MODEL ADDRESS\n".utf8))
  exit(2)
}
let folder = ModelFolder("\(arguments[0])/Models/\(arguments[1])", below: arguments[0])
let data = try Data(contentsOf: URL(filePath: "\(folder.path)/\(TuningPlan.path)"))
let (read, findings) = TuningPlan.read(data, file: TuningPlan.path)
guard let plan = read else {
  FileHandle.standardError.write(Data("\(findings)\n".utf8))
  exit(1)
}
var environment = ProcessInfo.processInfo.environment
environment["OPENAI_BASE_URL"] = arguments[2]
let server = OpenAITuning(try OpenAISettings(environment: environment))
let runner = PlanRunner(
  plan, on: try TuningInputs(of: plan, below: folder.root), in: folder, at: server,
  now: { Date() }, interval: 0.02)
signal(SIGTERM, SIG_IGN)
let work = Task { try await runner.run { _ in } }
let source = DispatchSource.makeSignalSource(signal: SIGTERM)
source.setEventHandler { work.cancel() }
source.resume()
do {
  print(try await work.value)
} catch {
  FileHandle.standardError.write(Data("\(error)\n".utf8))
  exit(3)
}
