import Core
import FoundationEssentials

/// Reading any stage's manifest by the stage it is of.
enum ArtifactManifest {
  /// The files that a stage's manifest names.
  static func files(of stage: StageID, in manifest: Data) throws -> [ArtifactFile] {
    guard let typed = productionPipeline[stage] else { return [] }
    return try files(of: typed, in: manifest)
  }

  private static func files<S: Stage>(of stage: S, in manifest: Data) throws -> [ArtifactFile] {
    try JSONDecoder().decode(S.Output.self, from: manifest).files
  }
}
