/// What the first stage takes: the brief as a person wrote it, a file of the working copy.
public struct Brief: Artifact {
  public static let producer: StageID? = nil
  /// `brief.md`: YAML front matter and Markdown.
  public var file: ArtifactFile
  public var files: [ArtifactFile] { [file] }

  public init(file: ArtifactFile) { self.file = file }
}
