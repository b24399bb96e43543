public import Core
import Formats
import FoundationEssentials

/// What a team has saved of a server's answers: any folder of JSON files and JSON lines.
extension HostedImport {
  /// Reads a folder of dumps: lists, single objects or JSON lines of jobs, events, checkpoints and
  /// evaluations, told apart by `object`; and files that a job names, whose names begin with the
  /// server's id of them. Nothing is asked of any server.
  ///
  /// Events do not say which job they are of: a part of the path does (`ftjob-abc/events.json`), or one
  /// of their messages.
  ///
  /// - Parameter dump: the folder, whole.
  /// - Throws: ``EngineError`` where the folder cannot be read, or the other one not be written.
  public func run(fromDump dump: String) throws(EngineError) -> ImportReport {
    let reading = try DumpReading(dump)
    var report = ImportReport()
    report.findings = reading.findings
    var jobs: [String: HostedJob] = [:]
    // The furthest of several states of one job counts.
    for job in reading.jobs {
      if let known = jobs[job.id], known.outcome != nil, job.outcome == nil { continue }
      jobs[job.id] = job
    }
    for job in jobs.values.sorted(by: { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }) {
      guard isName(job.id, &report) else { continue }
      for file in job.files { try take(file, of: job.id, from: reading, &report) }
      try note(job, &report)
    }
    for (path, events) in reading.events {
      guard let job = Self.job(of: path, events, among: jobs) else {
        unplaced("\(events.count) events", path, &report)
        continue
      }
      report.events.found += events.count
      report.events.added += try folder.add(events, of: job)
    }
    for checkpoint in reading.checkpoints {
      guard let job = checkpoint.said["fine_tuning_job_id"]?.text, isName(job, &report) else {
        unplaced("the checkpoint \(checkpoint.id)", dump, &report)
        continue
      }
      report.checkpoints.found += 1
      report.checkpoints.added += try folder.add([checkpoint], of: job)
    }
    for eval in reading.evals { try take(eval: eval, &report) }
    return report
  }

  private func unplaced(_ what: String, _ path: String, _ report: inout ImportReport) {
    report.findings.append(
      ImportRule.unplaced.finding(
        at: SourcePlace(path), "nothing says which job \(what) belong to",
        remedy: "Name the file, or its folder, by the job's id."))
  }

  /// The job that events are of.
  private static func job(
    of path: String, _ events: [HostedJobEvent], among jobs: [String: HostedJob]
  ) -> String? {
    let ids = jobs.keys.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    if let named = ids.first(where: { path.contains($0) }), ImportedFolder.isName(named) {
      return named
    }
    return ids.first { id in
      ImportedFolder.isName(id) && events.contains { $0.message.contains(id) }
    }
  }

  private func take(
    _ file: String, of job: String, from reading: DumpReading, _ report: inout ImportReport
  ) throws(EngineError) {
    guard isName(file, &report) else { return }
    if folder.hasFile(file, of: job) { return report.files.add(.unchanged) }
    guard let path = reading.file(file) else {
      report.findings.append(
        ImportRule.fileMissing.finding(
          at: SourcePlace(job),
          "the job \(job) names the file \(file), which the dump does not have",
          remedy: "Put it into the dump, named \(file).jsonl, and repeat the import."))
      return
    }
    guard let data = FileManager.default.contents(atPath: path) else {
      report.findings.append(DumpReading.unreadable(path, "it cannot be read"))
      return
    }
    let name = path.split(separator: "/").last.map(String.init) ?? file
    let target = ImportedFolder.isName(name) ? name : "\(file).jsonl"
    try folder.store(data, to: folder.file(target, of: job))
    report.files.add(.added)
  }
}
