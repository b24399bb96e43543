public import Core
import Formats
import FoundationEssentials
import NIOCore

/// Takes over what a team has at a server: jobs, their events, checkpoints and files, and definitions
/// of evaluations. It ends as plain files in a folder; what is there already stays, and no file is
/// fetched again.
public struct HostedImport: Sendable {
  let folder: ImportedFolder

  /// - Parameter folder: `Models/<name>/imported`, whole; it is made.
  public init(into folder: String) {
    self.folder = ImportedFolder(path: folder)
  }

  /// Reads from a server. What it refuses is a finding, and the rest goes on.
  ///
  /// - Parameter wanted: ids of the jobs to take over; `nil` for all.
  /// - Throws: ``EngineError`` where the server cannot be reached, or the folder cannot be written.
  public func run(
    from server: OpenAITuning, jobs wanted: Set<String>? = nil
  ) async throws(EngineError) -> ImportReport {
    var report = ImportReport()
    let jobs = try await attempt("the list of fine-tuning jobs", &report) {
      () async throws(EngineError) in try await server.jobs()
    }
    for job in jobs ?? [] where wanted?.contains(job.id) ?? true {
      try await take(job, from: server, &report)
    }
    for id in (wanted ?? []).subtracting((jobs ?? []).map(\.id)).sorted() {
      let job = try await attempt("the job \(id)", &report) {
        () async throws(EngineError) -> HostedJob? in try await server.job(id)
      }
      if let job { try await take(job, from: server, &report) }
    }
    let evals = try await attempt("the list of evaluations", &report) {
      () async throws(EngineError) in try await server.list("/evals")
    }
    for eval in evals ?? [] { try take(eval: eval, &report) }
    return report
  }

  /// Asks the server; `nil` with a finding where it refuses, or has no such thing.
  private func attempt<Value>(
    _ what: String, _ report: inout ImportReport,
    _ work: () async throws(EngineError) -> Value?
  ) async throws(EngineError) -> Value? {
    do throws(EngineError) {
      if let value = try await work() { return value }
      report.findings.append(
        ImportRule.refused.finding(
          at: nil, "the server does not have \(what)",
          remedy: "Import a dump of it, where there is one: model import --from FOLDER."))
    } catch {
      guard [.refused, .unauthorized, .badReply].contains(error.code) else { throw error }
      report.findings.append(
        ImportRule.refused.finding(
          at: nil, "\(what) could not be had: \(error.message)", remedy: error.remedy))
    }
    return nil
  }

  /// An id that can be a name; a finding where it cannot.
  func isName(_ id: String, _ report: inout ImportReport) -> Bool {
    if ImportedFolder.isName(id) { return true }
    report.findings.append(
      ImportRule.idUnsafe.finding(
        at: nil, "the id '\(id.prefix(60))' cannot be a file's name; what it names is left out",
        remedy: "See at the source what it is."))
    return false
  }

  func take(eval: JSONValue, _ report: inout ImportReport) throws(EngineError) {
    guard let id = eval["id"]?.text, isName(id, &report) else { return }
    report.evals.add(try folder.write(eval: eval, id))
  }

  func note(_ job: HostedJob, _ report: inout ImportReport) throws(EngineError) {
    report.jobs.add(try folder.write(job))
  }

  private func take(
    _ job: HostedJob, from server: OpenAITuning, _ report: inout ImportReport
  ) async throws(EngineError) {
    guard isName(job.id, &report) else { return }
    let events = try await attempt("the events of \(job.id)", &report) {
      () async throws(EngineError) -> [HostedJobEvent]? in
      try await server.events(of: job.id, except: [])
    }
    report.events.found += events?.count ?? 0
    report.events.added += try folder.add(events ?? [], of: job.id)
    let checkpoints = try await attempt("the checkpoints of \(job.id)", &report) {
      () async throws(EngineError) -> [HostedCheckpoint]? in
      try await server.checkpoints(of: job.id)
    }
    report.checkpoints.found += checkpoints?.count ?? 0
    report.checkpoints.added += try folder.add(checkpoints ?? [], of: job.id)
    for file in job.files { try await take(file, of: job.id, from: server, &report) }
    // Last: a job that is there as ended is there whole, whatever cut the import off.
    try note(job, &report)
  }

  private func take(
    _ file: String, of job: String, from server: OpenAITuning, _ report: inout ImportReport
  ) async throws(EngineError) {
    guard isName(file, &report) else { return }
    if folder.hasFile(file, of: job) { return report.files.add(.unchanged) }
    let name = try await attempt("the file \(file) of \(job)", &report) {
      () async throws(EngineError) -> String? in
      let target = try await server.name(of: file)
      try await server.fetch(file, to: folder.file(target, of: job), in: folder)
      return target
    }
    if name != nil { report.files.add(.added) }
  }
}

extension HostedJob {
  /// The server's ids of all files that it has to do with, each once.
  var files: [String] {
    var seen: Set<String> = []
    return ([trainingFile, validationFile].compactMap { $0 } + resultFiles).filter {
      seen.insert($0).inserted
    }
  }
}

extension OpenAITuning {
  /// What a file is called here: its id, with the ending that it was uploaded with.
  fileprivate func name(of file: String) async throws(EngineError) -> String {
    let response = try await asking { () throws(EngineError) in
      try await client.ask(APICall(method: .get, path: "/files/\(file.percentEncoded)"))
    }
    let name = try value(of: response, "file")["filename"]?.text ?? ""
    let ending = name.split(separator: ".").dropFirst().last.map(String.init) ?? "jsonl"
    let isPlain = ending.utf8.count <= 10 && ImportedFolder.isName(ending)
    return isPlain ? "\(file).\(ending)" : "\(file).jsonl"
  }

  /// Writes a file as it comes: it may be larger than memory shall hold.
  fileprivate func fetch(
    _ file: String, to path: String, in folder: ImportedFolder
  ) async throws(EngineError) {
    try await asking { () throws(EngineError) in
      try await client.repeating { () throws(APIFault) in
        let opened = try await client.open(
          APICall(method: .get, path: "/files/\(file.percentEncoded)/content"))
        let raw = try Self.recorded { () throws(EngineError) in try folder.begin(path) }
        do throws(APIFault) {
          try await client.each(of: opened) { piece throws(APIFault) in
            try Self.recorded { () throws(EngineError) in
              try folder.append(piece.readableBytesView, to: raw, path)
            }
            return true
          } soFar: {
            nil
          }
        } catch {
          folder.abandon(raw, path)
          throw error
        }
        try Self.recorded { () throws(EngineError) in try folder.finish(raw, path) }
      }
    }
  }

  private static func recorded<Value>(
    _ work: () throws(EngineError) -> Value
  ) throws(APIFault) -> Value {
    do throws(EngineError) {
      return try work()
    } catch {
      throw APIFault(error: error)
    }
  }
}
