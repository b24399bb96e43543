import Core
import Datasets
import FoundationEssentials
import Gateway
import Store
import Tuning

extension Newsroom {
  /// The models of the desk, the bases that lie in it, and what servers offer.
  ///
  /// - Parameter names: the servers of `gateway.yml` to be asked.
  /// - Throws: `EngineError` where a server fails, or lists no models.
  public func modelList(asking names: [String]) async throws -> ModelList {
    let (aliases, findings) = try aliases()
    let own = try models().map { model in
      let runs = try model.allRuns().rows
      return ModelList.Own(
        name: model.name, hasPlan: model.hasPlan, runs: runs.count,
        tuned: runs.count(where: \.hasModel),
        versions: try model.versions().map(\.version),
        aliases: aliases.filter { $0.arms.contains { $0.model == model.name } }.map(\.alias))
    }
    let prices = try PriceTable(templates.file(PriceTable.path))
    var offered: [ModelList.Offered] = []
    for name in names {
      let server = try server(name)
      let models = try await world.server(server.url, server.key).models()
      guard !models.isEmpty else {
        throw NewsroomError(
          .remote, "the server '\(name)' lists no models",
          remedy: "See that it has loaded one, and that its address ends with /v1.")
      }
      offered += models.map { model in
        let price = prices.price(of: model.id)
        var model = model
        model.shutdownDate = model.shutdownDate ?? price?.shutdown
        return ModelList.Offered(
          server: name, model: model, window: price?.window, input: price?.input,
          output: price?.output,
          warning: model.shutdownWarning(today: String(world.now().timestamp.prefix(10))))
      }
    }
    return ModelList(
      own: own, bases: try bases(), offered: offered, pricesOf: names.isEmpty ? nil : prices.date,
      findings: findings)
  }

  /// Folders of the desk, not of a run, with a model's configuration and weights in them.
  private func bases() throws -> [ModelList.Base] {
    let files = try desk.files(under: "Bases")
    let folders = files.filter { $0.hasSuffix("/config.json") }.map {
      String($0.dropLast("/config.json".count))
    }
    return folders.compactMap { folder in
      let weights = files.filter { $0.hasPrefix("\(folder)/") && $0.hasSuffix(".safetensors") }
      guard !weights.isEmpty else { return nil }
      let configuration = try? JSONDecoder().decode(
        JSONValue.self, from: desk.read("\(folder)/config.json"))
      let bytes = weights.reduce(0) { sum, file in
        let attributes = try? FileManager.default.attributesOfItem(atPath: "\(desk.root)/\(file)")
        return sum + (attributes?[.size] as? Int ?? 0)
      }
      return ModelList.Base(
        folder: folder, architecture: configuration?["architectures"]?.elements?.first?.text,
        window: configuration?["max_position_embeddings"]?.whole, bytes: bytes)
    }
  }
}
