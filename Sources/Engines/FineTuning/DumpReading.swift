import Core
import Formats
import FoundationEssentials
import Glibc

/// What a folder of saved answers holds.
struct DumpReading {
  private(set) var jobs: [HostedJob] = []
  /// By the path of the file that they stand in.
  private(set) var events: [(path: String, events: [HostedJobEvent])] = []
  private(set) var checkpoints: [HostedCheckpoint] = []
  private(set) var evals: [JSONValue] = []
  private(set) var findings: [Finding] = []
  /// All files, whole paths, sorted.
  private var paths: [String] = []

  /// How deep folders may stand in one another.
  private static let deepest = 16
  /// The most files that are looked at.
  private static let mostFiles = 100_000
  /// The most bytes of a file that is read as JSON.
  private static let mostBytes = 512 << 20

  init(_ folder: String) throws(EngineError) {
    guard (try? FileManager.default.contentsOfDirectory(atPath: folder)) != nil else {
      throw EngineError(
        .refused, "\(folder) is no folder that can be read",
        remedy: "Name the folder of the saved answers.")
    }
    walk(folder, depth: 0)
    paths.sort()
    for path in paths where path.hasSuffix(".json") || path.hasSuffix(".jsonl") { read(path) }
  }

  private mutating func walk(_ folder: String, depth: Int) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names.sorted() where paths.count < Self.mostFiles {
      let path = "\(folder)/\(name)"
      var status = stat()
      // A link may lead anywhere: it is not followed.
      guard lstat(path, &status) == 0 else { continue }
      switch status.st_mode & S_IFMT {
      case S_IFDIR where depth < Self.deepest: walk(path, depth: depth + 1)
      case S_IFREG: paths.append(path)
      default: continue
      }
    }
  }

  /// The file whose name begins with a server's id of it.
  func file(_ id: String) -> String? {
    paths.first { path in
      let name = path.split(separator: "/").last ?? ""
      return name == id || name.hasPrefix("\(id).") || name.hasPrefix("\(id)_")
    }
  }

  private mutating func read(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0, Int(status.st_size) <= Self.mostBytes,
      let data = FileManager.default.contents(atPath: path)
    else {
      findings.append(Self.unreadable(path, "it is too large, or cannot be read"))
      return
    }
    var here: [HostedJobEvent] = []
    do throws(JSONReadingError) {
      take(try JSONValue(json: data), &here)
    } catch {
      readLines(data, path, error, &here)
    }
    if !here.isEmpty { events.append((path, here)) }
  }

  private mutating func readLines(
    _ data: Data, _ path: String, _ whole: JSONReadingError, _ here: inout [HostedJobEvent]
  ) {
    var number = 0
    var good = 0
    var bad: (line: Int, reason: String)?
    for line in data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      if line.allSatisfy({ $0 <= 0x20 }) { continue }
      do throws(JSONReadingError) {
        take(try JSONValue(json: Data(line)), &here)
        good += 1
      } catch {
        bad = bad ?? (number, error.reason)
      }
    }
    guard let bad else { return }
    // Of what is no lines at all, the fault in the whole says more.
    let place = good > 0 ? bad.line : whole.line
    findings.append(
      Self.unreadable(path, line: place, "it is no JSON: \(good > 0 ? bad.reason : whole.reason)"))
  }

  /// Takes a value for what it says it is; what says nothing of itself is a file of examples.
  private mutating func take(_ value: JSONValue, _ here: inout [HostedJobEvent]) {
    if let elements = value.elements {
      for element in elements { take(element, &here) }
      return
    }
    switch value["object"]?.text {
    case "list":
      for element in Self.oldestFirst(value["data"]?.elements ?? []) { take(element, &here) }
    case "fine_tuning.job", "fine-tune":
      if let job = HostedJob(value) { jobs.append(job) }
    case "fine_tuning.job.event", "fine-tune-event":
      if let event = HostedJobEvent(value) { here.append(event) }
    case "fine_tuning.job.checkpoint":
      if let checkpoint = HostedCheckpoint(value) { checkpoints.append(checkpoint) }
    case "eval": evals.append(value)
    default: return
    }
  }

  /// A page of the API's begins with the newest; of equal times too.
  private static func oldestFirst(_ page: [JSONValue]) -> [JSONValue] {
    let first = page.first?["created_at"]?.whole ?? 0
    let last = page.last?["created_at"]?.whole ?? 0
    return first < last ? page : page.reversed()
  }

  static func unreadable(_ path: String, line: Int? = nil, _ reason: String) -> Finding {
    ImportRule.unreadable.finding(
      at: SourcePlace(path, line: line), reason,
      remedy: "Nothing needs doing where it is no answer of the server's: it is left out.")
  }
}
