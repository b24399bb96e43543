import Core
import StageChatGPTAPIScripts
import StageMediaMarketplace
import StageProductionRequest
import StagePromptDatasets
import StagePublisherEditorial
import StageRawDesigns
import StageUXDesignDocs
import StageUseCasePrompt

/// The eight stages, in the order that their types prove: two swapped do not compile.
let productionPipeline: Roster<PublisherEditorial> = roster {
  UseCasePromptStage()
  UXDesignDocsStage()
  PromptDatasetsStage()
  ChatGPTAPIScriptsStage()
  RawDesignsStage()
  ProductionRequestStage()
  MediaMarketplaceStage()
  PublisherEditorialStage()
}
