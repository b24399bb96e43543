public import Core

/// A model on disk, in Hugging Face's format: a base, a checkpoint, or what a run came to.
public struct ModelWeights: Hashable, Sendable {
  /// The folder, as it was named.
  public let folder: String
  /// Of the names and the bytes of all files in the folder: equal models have equal ones.
  public let digest: Digest

  /// Reads every byte of a model.
  ///
  /// - Parameter root: the folder that the path is below, where it is not a whole one.
  /// - Throws: ``TuningError`` where it is no model in Hugging Face's format.
  public init(_ folder: String, below root: String) throws(TuningError) {
    self.folder = folder
    digest = try InputFiles(root: root).digest(ofBase: folder)
  }
}
