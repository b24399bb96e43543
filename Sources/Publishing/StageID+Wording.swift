import Core

extension StageID {
  /// What a stage's approval approved, for readers who know nothing of stages.
  var work: String {
    switch self {
    case .useCasePrompt: "Use case and prompt"
    case .uxDesignDocs: "Design documents"
    case .promptDatasets: "Prompt datasets"
    case .chatGPTAPIScripts: "Script and model"
    case .rawDesigns: "Choice of drafts"
    case .productionRequest: "Text for publication"
    case .mediaMarketplace: "Listing"
    case .publisherEditorial: "Version of record"
    }
  }
}
