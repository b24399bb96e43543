import Core
import Engines
import Foundation
import Tuning

// Runs a plan as Colophon does, so that a test can kill it, with a trainer of this machine or a server's:
// tuning-runner DESK MODEL TRAINER PYTHON, or tuning-runner DESK MODEL ADDRESS with the key in the
// environment. SIGTERM cancels it.
func end(_ code: Int32, _ words: String) -> Never {
  FileHandle.standardError.write(Data("\(words)\n".utf8))
  exit(code)
}

let arguments = Array(CommandLine.arguments.dropFirst())
guard (3...4).contains(arguments.count) else {
  end(2, "tuning-runner DESK MODEL (TRAINER PYTHON | ADDRESS)")
}
let folder = ModelFolder("\(arguments[0])/Models/\(arguments[1])", below: arguments[0])
let data = try Data(contentsOf: URL(filePath: "\(folder.path)/\(TuningPlan.path)"))
let (read, findings) = TuningPlan.read(data, file: TuningPlan.path)
guard let plan = read else { end(1, "\(findings)") }
let inputs = try TuningInputs(of: plan, below: folder.root)
let runner: PlanRunner
if plan.trainer.isHosted {
  var environment = ProcessInfo.processInfo.environment
  environment["OPENAI_BASE_URL"] = arguments[2]
  let server = OpenAITuning(try OpenAISettings(environment: environment))
  runner = PlanRunner(plan, on: inputs, in: folder, at: server, now: { Date() }, interval: 0.02)
} else {
  runner = PlanRunner(
    plan, on: inputs, in: folder, with: try Trainer(plan.trainer, in: arguments[2]),
    environment: TrainerEnvironment(python: arguments[3]),
    // What a scripted Slurm is told by is no variable that Slurm's own commands are given.
    slurm: SlurmCommands(
      environment: ProcessInfo.processInfo.environment.filter { $0.key.hasPrefix("SCRIPTED_") },
      patience: 10, interval: 0.05), now: { Date() }, interval: 0.02)
}
signal(SIGTERM, SIG_IGN)
let work = Task { try await runner.run { _ in } }
let source = DispatchSource.makeSignalSource(signal: SIGTERM)
source.setEventHandler { work.cancel() }
source.resume()
do {
  print(try await work.value)
} catch {
  end(3, "\(error)")
}
