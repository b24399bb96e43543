public import Core
import Formats
import FoundationEssentials

/// A run's job as its server last described it: `job.json`.
public struct HostedRecord: Codable, Hashable, Sendable {
  /// The server's host and port.
  public var server: String
  /// All that the server says of the job.
  public var job: JSONValue
  /// The models it made on its way, as the server describes them, the first step first.
  public var checkpoints: [JSONValue]

  /// The file's name in a run's folder.
  public static let fileName = "job.json"

  /// The name that the tuned model is asked by; `nil` as long as there is none.
  public var model: String? { HostedJob(job)?.tunedModel }
}

extension RunFolder {
  /// What the server last said of the run's job; `nil` where there is none, or no server tunes.
  ///
  /// - Throws: ``TuningError`` where the file cannot be read.
  public func hostedRecord() throws(TuningError) -> HostedRecord? {
    guard let data = FileManager.default.contents(atPath: file(HostedRecord.fileName)) else {
      return nil
    }
    do {
      return try JSONDecoder().decode(HostedRecord.self, from: data)
    } catch {
      throw TuningError(
        .damaged, at: SourcePlace("\(display)/\(HostedRecord.fileName)"),
        "the record of the run's job is no JSON that Colophon wrote",
        remedy: "Remove the file: colophon model tune has the server tell it again.")
    }
  }

  func write(_ record: HostedRecord) throws(TuningError) {
    guard let data = try? CanonicalJSON.document(record) else { return }
    if FileManager.default.contents(atPath: file(HostedRecord.fileName)) == data { return }
    try DurableFile.write(data, to: file(HostedRecord.fileName))
  }
}
