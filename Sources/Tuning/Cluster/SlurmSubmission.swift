import Core
import FoundationEssentials

/// Submits runs as a job array. It is held until every `run.yml` has its number, so that nothing of it
/// ever runs unknown; its name has a mark of its own, by which it is found where the number is lost.
struct SlurmSubmission {
  let plan: TuningPlan
  let folder: ModelFolder
  let trainer: Trainer
  let environment: TrainerEnvironment
  let request: ClusterRequest
  let mark: String

  /// What stands in a run's folder: a job that was given up does not touch a run that another has.
  static let markName = "job.mark"

  /// Where the commands and the jobs leave what they say, below the folder of the runs.
  static let folderName = ".slurm"

  private var scriptName: String { "\(Self.folderName)/\(mark).sh" }

  /// What a job's own output is called, for one of its tasks.
  static func output(of job: ClusterJob) -> String { "\(folderName)/\(job.mark)-\(job.task).out" }

  /// What `sbatch` is called with.
  ///
  /// - Parameter count: of the runs.
  func arguments(count: Int) -> [String] {
    var arguments = [
      "sbatch", "--parsable", "--hold", "--no-requeue", "--job-name=\(ClusterJob.name(mark))",
      "--array=0-\(count - 1)", "--chdir=\(folder.runsFolder)",
      "--output=\(Self.folderName)/\(mark)-%a.out", "--open-mode=append", "--nodes=1",
      "--ntasks=1", "--cpus-per-task=\(request.cpus ?? plan.processes)",
      // The trainer writes a checkpoint before its time is over.
      "--signal=B:TERM@\(warningSeconds)",
    ]
    arguments += [
      ("partition", request.partition), ("time", request.time), ("gpus", request.gpus),
      ("mem", request.memory), ("account", request.account),
    ].compactMap { name, value in value.map { "--\(name)=\($0)" } }
    return arguments + ["\(folder.runsFolder)/\(scriptName)"]
  }

  private var warningSeconds: Int {
    let grace = max(1, Int(plan.graceSeconds.rounded(.up)))
    return min(grace, 65_535, max(1, (request.seconds ?? .max) / 4))
  }

  /// Writes the script; it is the array's, and each task finds its run by its place.
  func writeScript(_ runs: [RunID]) throws(TuningError) {
    try FolderMaking.make("\(folder.runsFolder)/\(Self.folderName)")
    try DurableFile.write(
      Data(script(runs).utf8), to: "\(folder.runsFolder)/\(scriptName)")
  }

  func removeScript() {
    try? FileManager.default.removeItem(atPath: "\(folder.runsFolder)/\(scriptName)")
  }

  func script(_ runs: [RunID]) -> String {
    let cases = runs.enumerated().map { place, id in "\(place)) run=\(id) ;;" }
    let variables = TrainerLaunch.variables(mark).sorted { $0.key < $1.key }
      .map { "export \($0.key)=\(Self.quoted($0.value))" }
    let command = TrainerLaunch.command(environment, trainer, processes: plan.processes)
      .map(Self.quoted).joined(separator: " ")
    return """
      #!/bin/sh
      # The runs of the model '\(plan.name)', one a task. Colophon wrote this.
      case "$SLURM_ARRAY_TASK_ID" in
      \(cases.joined(separator: "\n"))
      *) echo "no run has the place '$SLURM_ARRAY_TASK_ID'" >&2; exit 64 ;;
      esac
      runs=\(Self.quoted(folder.runsFolder))
      cd "$runs/$run" || { echo "$(hostname) does not see the desk" >&2; exit 66; }
      if [ "$(cat \(Self.markName))" != \(mark) ]; then
        echo "the run $run belongs to another job" >&2
        exit 65
      fi
      \(variables.joined(separator: "\n"))
      exec \(command) "$runs/$run" >>\(RunFolder.logName) 2>&1 </dev/null

      """
  }

  private static func quoted(_ text: String) -> String {
    "'\(text.replacing("'", with: #"'\''"#))'"
  }
}
