public import Core

/// A format that a dataset is exported in.
public enum ExportFormat: String, CaseIterable, Codable, Hashable, Sendable {
  /// OpenAI, supervised fine-tuning: `messages`.
  case openAI = "openai-sft"
  /// OpenAI, direct preference optimization: `input`, `preferred_output`, `non_preferred_output`.
  case openAIPreference = "openai-dpo"
  /// OpenAI, reinforcement fine-tuning: the chat up to the question, and `reference_answer` for graders.
  case openAIReinforcement = "openai-rft"
  /// OpenAI's oldest format: the texts `prompt` and `completion`.
  case openAICompletion = "openai-completion"
  /// OpenAI's formats as Azure has asked for them, in UTF-8 with a byte order mark
  /// (MicrosoftDocs/azure-docs 110314).
  case azure
  /// Stanford Alpaca: `instruction`, `input`, `output`; with `system` and `history`.
  case alpaca
  /// ShareGPT: `conversations` of `from` and `value`.
  case shareGPT = "sharegpt"
  /// TRL, conversational: `prompt` and `completion`, so that the answer alone is learned.
  case trl
  /// TRL, conversational preferences: `prompt`, `chosen`, `rejected`.
  case trlPreference = "trl-preference"
  /// A table for people: one row an example.
  case csv
  /// A folder for the Hugging Face Hub: data, dataset card, Croissant metadata.
  case huggingFace = "huggingface"
  /// LLaMA-Factory, with its `dataset_info.json`.
  case llamaFactory = "llama-factory"
  /// Axolotl, with the part of its configuration that names the files.
  case axolotl

  /// What the format is, for people.
  public var summary: String {
    switch self {
    case .openAI: "OpenAI supervised fine-tuning, and all that read its chats"
    case .openAIPreference: "OpenAI direct preference optimization"
    case .openAIReinforcement: "OpenAI reinforcement fine-tuning, with reference_answer"
    case .openAICompletion: "OpenAI's oldest format: prompt and completion"
    case .azure: "OpenAI's formats with a byte order mark, for Azure"
    case .alpaca: "Alpaca: instruction, input, output, system, history"
    case .shareGPT: "ShareGPT: conversations of from and value"
    case .trl: "TRL: conversational prompt and completion"
    case .trlPreference: "TRL: conversational prompt, chosen, rejected"
    case .csv: "a table for people, with commas"
    case .huggingFace: "a folder for the Hugging Face Hub, with card and Croissant metadata"
    case .llamaFactory: "LLaMA-Factory, with dataset_info.json"
    case .axolotl: "Axolotl, with its part of the configuration"
    }
  }

  /// The kinds of examples that it has a place for.
  public var kinds: [Example.Kind] {
    switch self {
    case .openAI, .openAIReinforcement, .openAICompletion, .alpaca, .shareGPT, .trl: [.chat]
    case .openAIPreference, .trlPreference: [.preference]
    case .azure, .csv, .huggingFace, .llamaFactory, .axolotl: [.chat, .preference]
    }
  }

  /// How records stand in a file.
  enum Container {
    case lines, list, table
  }

  var container: Container {
    switch self {
    case .alpaca, .shareGPT: .list
    case .csv: .table
    case .openAI, .openAIPreference, .openAIReinforcement, .openAICompletion, .azure, .trl,
      .trlPreference, .huggingFace, .llamaFactory, .axolotl:
      .lines
    }
  }

  /// The file of a split's examples of a kind.
  func path(of split: Example.Split, _ kind: Example.Kind) -> String {
    let ending =
      switch container {
      case .lines: "jsonl"
      case .list: "json"
      case .table: "csv"
      }
    let folder = self == .huggingFace ? "data/" : ""
    // Where a format has pairs alone, or rows for both, they need no folder of their own.
    let isApart = kind == .preference && kinds.count == 2 && self != .csv
    return "\(folder)\(isApart ? "preference/" : "")\(split.rawValue).\(ending)"
  }
}
