import Foundation
import Tuning

// Runs a plan as Colophon does, so that a test can kill it: tuning-runner DESK MODEL TRAINER PYTHON.
// SIGTERM cancels it.
let arguments = Array(CommandLine.arguments.dropFirst())
guard arguments.count == 4 else {
  FileHandle.standardError.write(Data("tuning-runner DESK MODEL TRAINER PYTHON\n".utf8))
  exit(2)
}
let folder = ModelFolder("\(arguments[0])/Models/\(arguments[1])", below: arguments[0])
let data = try Data(contentsOf: URL(filePath: "\(folder.path)/\(TuningPlan.path)"))
let (read, findings) = TuningPlan.read(data, file: TuningPlan.path)
guard let plan = read else {
  FileHandle.standardError.write(Data("\(findings)\n".utf8))
  exit(1)
}
let runner = PlanRunner(
  plan, on: try TuningInputs(of: plan, below: folder.root), in: folder,
  with: try Trainer(plan.trainer, in: arguments[2]),
  environment: TrainerEnvironment(python: arguments[3]),
  slurm: SlurmCommands(patience: 10, interval: 0.05), now: { Date() }, interval: 0.02)
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
