import Core

/// What Slurm knows of a job array, whichever of its commands says it.
struct SlurmQueue {
  let commands: SlurmCommands
  /// Takes what the commands say.
  let folder: String

  /// A job array's number, by its tasks; several where a mark stands for more than one.
  typealias Found = [String: [Int: SlurmTask]]

  /// The array of a name; `nil` where Slurm does not answer. One that has ended long ago is looked up
  /// in the accounts, where there are any.
  func find(_ name: String) async throws(TuningError) -> Found? {
    let answer = try await commands.run(
      Self.squeue + ["--name=\(name)"], in: folder)
    guard answer.isGood else { return nil }
    let found = Self.queue(answer.output)
    if !found.isEmpty { return found }
    let accounts = try await commands.run(
      Self.sacct + ["--name=\(name)", "--starttime=now-30days"], in: folder)
    return accounts.isGood ? Self.accounts(accounts.output) : found
  }

  /// The tasks of an array that are still known; `nil` where Slurm does not answer.
  func tasks(of id: String) async throws(TuningError) -> [Int: SlurmTask]? {
    let answer = try await commands.run(Self.squeue + ["--jobs=\(id)"], in: folder)
    if answer.isUnknownJob { return [:] }
    return answer.isGood ? Self.queue(answer.output)[id] ?? [:] : nil
  }

  /// The tasks of an array in the accounts; `nil` where none are kept, or they cannot be had.
  func accounts(of id: String) async throws(TuningError) -> [Int: SlurmTask]? {
    let answer = try await commands.run(Self.sacct + ["--jobs=\(id)"], in: folder)
    return answer.isGood ? Self.accounts(answer.output)[id] ?? [:] : nil
  }

  /// A task as the controller has it, with its exit code; `nil` where it knows it no more.
  func detail(of job: ClusterJob) async throws(TuningError) -> SlurmTask? {
    let answer = try await commands.run(
      ["scontrol", "--oneliner", "show", "job", job.number], in: folder)
    return answer.isGood ? Self.detail(answer.output, task: job.task) : nil
  }
}

// MARK: What the commands print

extension SlurmQueue {
  private static let squeue = [
    "squeue", "--noheader", "--array", "--states=all", "--format=%F|%K|%T|%r|%N|%S|%e",
  ]

  private static let sacct = [
    "sacct", "--noheader", "--parsable2", "--allocations",
    "--format=JobID,State,Reason,NodeList,Start,End,ExitCode",
  ]

  static func queue(_ output: String) -> Found {
    var found: Found = [:]
    for line in output.split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 7, let place = Int(fields[1]) else { continue }
      var task = SlurmTask(state: SlurmState(String(fields[2])).word)
      task.reason = SlurmTask.text(fields[3])
      task.node = SlurmTask.text(fields[4])
      // What waits has a time too: when it might begin.
      if task.phase != .waiting { task.start = SlurmTask.moment(fields[5]) }
      if task.phase == .over { task.end = SlurmTask.moment(fields[6]) }
      found[String(fields[0]), default: [:]][place] = task
    }
    return found
  }

  static func accounts(_ output: String) -> Found {
    var found: Found = [:]
    for line in output.split(whereSeparator: \.isNewline) {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 7 else { continue }
      let number = fields[0].split(separator: "_")
      guard number.count == 2, let place = Int(number[1]) else { continue }
      var task = SlurmTask(state: SlurmState(String(fields[1])).word)
      task.reason = SlurmTask.text(fields[2])
      task.node = SlurmTask.text(fields[3])
      task.start = SlurmTask.moment(fields[4])
      if task.phase == .over { task.end = SlurmTask.moment(fields[5]) }
      task.exit = SlurmTask.text(fields[6])
      found[String(number[0]), default: [:]][place] = task
    }
    return found
  }

  static func detail(_ output: String, task place: Int) -> SlurmTask? {
    for line in output.split(whereSeparator: \.isNewline) {
      var members: [Substring: Substring] = [:]
      for word in line.split(separator: " ") {
        guard let sign = word.firstIndex(of: "=") else { continue }
        members[word[..<sign]] = word[word.index(after: sign)...]
      }
      guard members["ArrayTaskId"] == "\(place)", let state = members["JobState"] else { continue }
      var task = SlurmTask(state: SlurmState(String(state)).word)
      task.reason = members["Reason"].flatMap { SlurmTask.text($0) }
      task.node = members["NodeList"].flatMap { SlurmTask.text($0) }
      task.start = task.phase == .waiting ? nil : members["StartTime"].flatMap(SlurmTask.moment)
      task.end = task.phase == .over ? members["EndTime"].flatMap(SlurmTask.moment) : nil
      task.exit = members["ExitCode"].map(String.init)
      return task
    }
    return nil
  }
}
