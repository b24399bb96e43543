public import Core
public import Datasets
import Documents
import FoundationEssentials

/// What a model has seen, as a user names it: datasets, documents, files of lines.
public struct SeenTexts: Sendable {
  public private(set) var texts = PlacedTexts()
  /// What of it could not be read.
  public private(set) var findings: [Finding] = []

  /// Reads all of it.
  ///
  /// - Parameter paths: folders with a dataset, of which the training split counts; `.jsonl` files;
  ///   documents, and folders of them.
  /// - Throws: ``NewsroomError`` for a path that leads nowhere, and for one without a text.
  public init(
    _ paths: [String], progress: @escaping @Sendable (StageContext.Progress) -> Void
  ) async throws {
    for path in paths {
      let count = texts.texts.count
      if path.hasSuffix(".jsonl") {
        guard let bytes = FileManager.default.contents(atPath: path) else {
          throw NewsroomError(
            .usage, "\(path) cannot be read", remedy: "Name a file that is there.")
        }
        texts.append(PlacedTexts(lines: ImportFile(path, bytes)))
      } else if let files = try? DatasetFiles(folder: path) {
        let dataset = try files.dataset()
        findings += dataset.findings
        texts.append(PlacedTexts(training: dataset, display: path.withoutFinalSlash + "/"))
      } else {
        try await readDocuments(at: path, progress)
      }
      guard texts.texts.count > count else {
        throw NewsroomError(
          .usage, "\(path): there is nothing in it to compare with",
          remedy: "Name a dataset's folder, a .jsonl file, or a folder of documents.")
      }
    }
  }

  private mutating func readDocuments(
    at path: String, _ progress: @escaping @Sendable (StageContext.Progress) -> Void
  ) async throws {
    for entry in try await DocumentShelf([path]).read(progress: progress) {
      findings += entry.findings.filter(\.isBlocking)
      guard let document = entry.document else { continue }
      texts.append(PlacedTexts(of: document.nodes) { entry.file(of: $0) })
    }
  }
}
