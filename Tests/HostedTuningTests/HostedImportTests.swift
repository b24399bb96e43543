import Core
import Engines
import Evaluation
import Foundation
import StandIn
import TestSupport
import Testing
import Tuning

/// Taking over what a team has at a server.
@Suite struct HostedImportTests {
  /// What stands in a folder, by path.
  private func files(_ folder: URL) -> [String: Data] {
    var files: [String: Data] = [:]
    let all = FileManager.default.enumerator(atPath: folder.path)
    while let path = all?.nextObject() as? String {
      var isFolder: ObjCBool = false
      let whole = folder.appending(path: path).path
      guard FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      files[path] = FileManager.default.contents(atPath: whole)
    }
    return files
  }

  private static let eval = """
    {"name": "Tone", "metadata": {"team": "web"},
     "data_source_config": {"type": "custom", "item_schema": {"type": "object"}},
     "testing_criteria": [
       {"type": "string_check", "name": "same", "input": "{{sample.output_text}}",
        "reference": "{{item.answer}}", "operation": "eq"},
       {"type": "python", "name": "own", "source": "def grade(sample, item): return 1"}]}
    """

  /// A server with two jobs that have ended, and an evaluation.
  private func served(_ desk: HostedDesk) async throws {
    try desk.plan("seeds: [1, 2]\n")
    try await desk.run()
    let child = try ChildProcess(
      "curl",
      [
        "--silent", "--fail", "--data", Self.eval, "-H", "Authorization: Bearer \(StandIn.key)",
        "\(desk.server.baseURL)/evals",
      ])
    let ended = try await onOwnThread { child.end() }
    #expect(ended.code == 0)
  }

  @Test func `jobs, events, checkpoints, files and evaluations become plain files, once`()
    async throws
  {
    try await StandIn.run { server in
      try await withTemporaryFolder { folder in
        let desk = try HostedDesk(in: folder.appending(path: "desk"), at: server)
        try await served(desk)
        let target = folder.appending(path: "desk/Models/voice/imported")
        let importing = HostedImport(into: target.path)
        let first = try await importing.run(from: try desk.tuning())
        #expect(first.findings.isEmpty)
        #expect(first.jobs.added == 2 && first.checkpoints.added == 6 && first.evals.added == 1)
        // Both jobs have the same examples, and each a table of its own.
        #expect(first.files.added == 4 && first.events.added == 2 * 19)
        let found = files(target)
        let job = server.tuningJobs[0]
        let names = found.keys.filter { $0.hasPrefix(job) }
        #expect(
          names.map { $0.dropFirst(job.count + 1) }.filter { !$0.hasPrefix("files/") }.sorted()
            == ["checkpoints.json", "events.jsonl", "job.json"])
        let table = try #require(names.first { $0.hasSuffix(".csv") }.flatMap { found[$0] })
        #expect(StepMetrics(table, file: "csv").rows.map(\.step) == Array(1...10))
        let learnt = try #require(names.first { $0.hasSuffix(".jsonl") && $0.contains("files/") })
        #expect(
          found[learnt]
            == FileManager.default.contents(atPath: "\(desk.root)/Sets/voice/train.jsonl"))
        let events = String(decoding: found["\(job)/events.jsonl"] ?? Data(), as: UTF8.self)
        #expect(events.split(separator: "\n").first?.contains("Created fine-tuning job") == true)
        #expect(events.split(separator: "\n").last?.contains("successfully completed") == true)
        let again = try await importing.run(from: try desk.tuning())
        #expect(again.jobs.found == 2 && again.jobs.added + again.jobs.updated == 0)
        #expect(again.events.added + again.checkpoints.added + again.files.added == 0)
        #expect(again.evals.added + again.evals.updated == 0)
        #expect(files(target) == found)
        // A third job is all that is new.
        try desk.plan("seeds: [3]\n")
        try await desk.run()
        let more = try await importing.run(from: try desk.tuning())
        #expect(more.jobs.added == 1 && more.events.added == 19 && more.files.added == 2)
        #expect(found.allSatisfy { files(target)[$0.key] == $0.value })
        for (path, data) in files(target) {
          #expect(!String(decoding: data, as: UTF8.self).contains(StandIn.key), "\(path)")
        }
        // Its graders run here.
        let eval = try #require(found.first { $0.key.hasPrefix("evals/") }?.value)
        let criteria = try JSONDecoder().decode(JSONValue.self, from: eval)["testing_criteria"]
        let grader = try Grader(try #require(criteria?.elements?.first))
        let sample = GradedSample(item: .object(["answer": .string("a")]), outputText: "a")
        #expect(try await grader.grade(sample) { _ in "" }.score == 1)
      }
    }
  }

  @Test func `what a server has shut down is a finding, and the rest is taken over`() async throws {
    try await StandIn.run { server in
      try await withTemporaryFolder { folder in
        let desk = try HostedDesk(in: folder.appending(path: "desk"), at: server)
        try await served(desk)
        let target = folder.appending(path: "imported")
        server.change { $0.shutDown = ["evals", "files"] }
        let report = try await HostedImport(into: target.path).run(
          from: try desk.tuning(), jobs: [server.tuningJobs[0], "ftjob-none"])
        #expect(report.jobs.added == 1 && report.events.added == 19 && report.files.added == 0)
        #expect(report.findings.map(\.rule) == Array(repeating: "import-refused", count: 4))
        server.change { $0.shutDown = ["evals"] }
        let later = try await HostedImport(into: target.path).run(from: try desk.tuning())
        #expect(later.files.added == 4 && later.jobs.added == 1)
        let stranger = OpenAITuning(
          try OpenAISettings(baseURL: server.baseURL, key: "sk-nobody-gave-this-key-0123456789"))
        let refused = try await HostedImport(into: target.path).run(from: stranger)
        #expect(refused.findings.count == 2)
        #expect(!refused.findings.contains { "\($0)".contains("sk-nobody-gave-this") })
        let nowhere = try desk.tuning("http://127.0.0.1:9/v1")
        await #expect(throws: EngineError.self) {
          try await HostedImport(into: target.path).run(from: nowhere)
        }
      }
    }
  }

  @Test func `a folder of saved answers brings the same files as the server, and twice no more`()
    async throws
  {
    try await StandIn.run { server in
      try await withTemporaryFolder { folder in
        let desk = try HostedDesk(in: folder.appending(path: "desk"), at: server)
        try await served(desk)
        let fetched = folder.appending(path: "fetched")
        _ = try await HostedImport(into: fetched.path).run(from: try desk.tuning())
        let dump = folder.appending(path: "dump")
        try await save("fine_tuning/jobs?limit=1", as: "jobs-1.json", dump, server)
        let jobs = server.tuningJobs
        try await save(
          "fine_tuning/jobs?limit=1&after=\(jobs[1])", as: "jobs-2.json", dump, server)
        for job in jobs {
          let path = "fine_tuning/jobs/\(job)"
          try await save("\(path)/events?limit=100", as: "\(job)-events.json", dump, server)
          try await save("\(path)/checkpoints", as: "\(job)/checkpoints.json", dump, server)
        }
        try await save("evals", as: "evals.json", dump, server)
        try FileManager.default.copyItem(
          at: fetched.appending(path: "\(jobs[0])/files"), to: dump.appending(path: "files"))
        try Data("{".utf8).write(to: dump.appending(path: "broken.json"))
        let target = folder.appending(path: "imported")
        let report = try HostedImport(into: target.path).run(fromDump: dump.path)
        // The second job's table is not in the dump.
        #expect(
          report.findings.map(\.rule).sorted() == ["import-file-missing", "import-unreadable"])
        #expect(report.jobs.added == 2 && report.events.added == 38 && report.evals.added == 1)
        let found = files(target)
        let wanted = files(fetched).filter { found[$0.key] != nil }
        #expect(found == wanted && found.count == files(fetched).count - 1)
        let again = try HostedImport(into: target.path).run(fromDump: dump.path)
        #expect(again.jobs.added + again.jobs.updated + again.events.added == 0)
        #expect(again.files.added + again.checkpoints.added + again.evals.added == 0)
        #expect(files(target) == found)
      }
    }
  }

  private func save(
    _ path: String, as name: String, _ dump: URL, _ server: StandIn
  ) async throws {
    let file = dump.appending(path: name)
    let child = try ChildProcess(
      "curl",
      [
        "--silent", "--fail", "--create-dirs", "--output", file.path, "-H",
        "Authorization: Bearer \(StandIn.key)", "\(server.baseURL)/\(path)",
      ])
    let ended = try await onOwnThread { child.end() }
    #expect(ended.code == 0, "\(path)")
  }

  @Test func `ids that lead elsewhere, links, and events of nobody are left out`() async throws {
    try await withTemporaryFolder { folder in
      let dump = folder.appending(path: "dump")
      try FileManager.default.createDirectory(at: dump, withIntermediateDirectories: true)
      let job = #"{"object":"fine_tuning.job","id":"../../etc","status":"succeeded"}"#
      let event =
        #"{"object":"fine_tuning.job.event","id":"e1","created_at":1,"message":"Step 1"}"#
      try Data("\(job)\n\(event)\n".utf8).write(to: dump.appending(path: "all.jsonl"))
      try FileManager.default.createSymbolicLink(
        at: dump.appending(path: "link"), withDestinationURL: URL(filePath: "/"))
      let target = folder.appending(path: "imported")
      let report = try HostedImport(into: target.path).run(fromDump: dump.path)
      #expect(report.findings.map(\.rule) == ["import-id-unsafe", "import-unplaced"])
      #expect(files(target).isEmpty)
      #expect(throws: EngineError.self) {
        try HostedImport(into: target.path).run(fromDump: "\(dump.path)/nothing")
      }
    }
  }
}
