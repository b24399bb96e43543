import Core
import Formats
import FoundationEssentials

/// What a format wants beside its data: cards, metadata, parts of a configuration.
struct ExportCompanions {
  let format: ExportFormat
  let card: CardFacts
  let counts: [DatasetExport.Count]
  /// The data, by path.
  let data: [String: Data]
  /// Of the examples.
  let licences: [String]

  func files() throws -> [String: Data] {
    switch format {
    case .huggingFace:
      [
        "README.md": Data(
          try HubCard(card: card, counts: counts, licences: licences).markdown().utf8),
        "croissant.json": try Croissant(
          card: card, counts: counts, files: data, licences: licences
        ).document(),
      ]
    case .llamaFactory: ["dataset_info.json": try datasetInfo()]
    case .axolotl: try configurations()
    case .openAI, .openAIPreference, .openAIReinforcement, .openAICompletion, .azure, .alpaca,
      .shareGPT, .trl, .trlPreference, .csv:
      [:]
    }
  }

  /// LLaMA-Factory's `dataset_info.json`: OpenAI's chats are its `sharegpt` with other tags
  /// (LLaMA-Factory, data/README.md).
  private func datasetInfo() throws -> Data {
    var sets: [ExchangeValue.Member] = []
    let name = card.slug.replacing("-", with: "_")
    for count in counts {
      let isPair = count.path.hasPrefix("preference/")
      let split = (count.path.split(separator: "/").last ?? "").split(separator: ".").first ?? ""
      var columns: [ExchangeValue.Member] = [.init(key: "messages", value: .text("messages"))]
      if isPair {
        columns += ["chosen", "rejected"].map { .init(key: $0, value: .text($0)) }
      }
      let set: ExchangeValue = .object([
        "file_name": .text(count.path), "formatting": .text("sharegpt"),
        "ranking": .bool(isPair), "columns": .object(columns),
        "tags": .object([
          "role_tag": .text("role"), "content_tag": .text("content"), "user_tag": .text("user"),
          "assistant_tag": .text("assistant"), "system_tag": .text("system"),
        ]),
      ])
      let key = "\(name)_\(isPair ? "preference_" : "")\(split)"
      sets.append(.init(key: key, value: set))
    }
    return try CanonicalJSON.document(ExchangeValue.object(sets))
  }

  /// Axolotl's part of a configuration, for chats and for preferences: they are trained apart.
  private func configurations() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for isPair in [false, true] {
      let paths = counts.map(\.path).filter { $0.hasPrefix("preference/") == isPair }
      var members: [ExchangeValue.Member] = []
      for (key, split) in [("datasets", "train"), ("test_datasets", "validation")] {
        let found = paths.filter { $0.hasSuffix("\(split).jsonl") }
        if !found.isEmpty {
          members.append(.init(key: key, value: .list(found.map { dataset($0, isPair) })))
        }
      }
      guard !members.isEmpty else { continue }
      if isPair { members.append(.init(key: "rl", value: .text("dpo"))) }
      let name = isPair ? "axolotl-preference.yml" : "axolotl.yml"
      files[name] = try YAML.write(ExchangeValue.object(members))
    }
    return files
  }

  private func dataset(_ path: String, _ isPair: Bool) -> ExchangeValue {
    let common: [ExchangeValue.Member] = [
      .init(key: "path", value: .text(path)), .init(key: "ds_type", value: .text("json")),
      .init(key: "split", value: .text("train")),
      .init(key: "field_messages", value: .text("messages")),
    ]
    let own: KeyValuePairs<String, ExchangeValue> =
      isPair
      ? [
        "type": .text("chat_template.default"), "field_chosen": .text("chosen"),
        "field_rejected": .text("rejected"),
      ]
      : [
        "type": .text("chat_template"), "roles_to_train": .list([.text("assistant")]),
        "train_on_eos": .text("turn"),
      ]
    return .object(common + own.map { .init(key: $0.key, value: $0.value) })
  }
}
