import Core
import Datasets

extension PromptDatasetsStage {
  /// What the dataset as a whole lacks; its lines are checked where they are built.
  func check(_ built: BuiltDataset, display: String) -> [Finding] {
    built.isEmpty ? [.noExamples(display)] : []
  }
}
