import Foundation
import TestSupport
import Testing

/// The order of the stages is proved by the compiler: a wrong one is compiled here, and must fail.
@Suite(.enabled(if: Program.isBuilt, "the program is not built beside the tests"))
struct OrderTests {
  private func typecheck(_ stages: [String]) async throws -> (code: Int32, errors: String) {
    try await withTemporaryFolder { root in
      let names = [
        "ChatGPTAPIScripts", "MediaMarketplace", "ProductionRequest", "PromptDatasets",
        "PublisherEditorial", "RawDesigns", "UXDesignDocs", "UseCasePrompt",
      ]
      let imports = names.map { "import Stage\($0)" }.joined(separator: "\n")
      let source = """
        import Core
        \(imports)
        let pipeline: Roster<PublisherEditorial> = roster {
        \(stages.map { "  \($0)Stage()" }.joined(separator: "\n"))
        }
        """
      let file = root.appending(path: "Pipeline.swift")
      try Data(source.utf8).write(to: file)
      let modules = URL(filePath: Program.path).deletingLastPathComponent()
        .appending(path: "Modules")
      let sources = Corpus.projectRoot.appending(path: "Sources")
      let ours = ["CLibXML2", "CCMarkGFM", "CLibZip", "CZLib"].map {
        sources.appending(path: "\($0)/module.modulemap").path
      }
      let maps = (ours + Self.dependencyModuleMaps()).flatMap {
        ["-Xcc", "-fmodule-map-file=\($0)"]
      }
      let ended = try ChildProcess(
        "swiftc",
        ["-typecheck", "-swift-version", "6", "-I", modules.path, "-Xcc", "-I/usr/include/libxml2"]
          + maps + [file.path]
      ).end()
      return (ended.code, ended.errors)
    }
  }

  /// The module maps of the C targets that the dependencies have.
  private static func dependencyModuleMaps() -> [String] {
    let checkouts = URL(filePath: Program.path).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "checkouts")
    let found = FileManager.default.enumerator(atPath: checkouts.path)?
      .compactMap { $0 as? String } ?? []
    return found.filter { path in
      path.hasSuffix("include/module.modulemap")
        && ["CYaml", "CXKCP", "CCryptoBoringSSL", "CGRDB"].contains { path.contains($0) }
    }.map { checkouts.appending(path: $0).path }
  }

  private static let order = [
    "UseCasePrompt", "UXDesignDocs", "PromptDatasets", "ChatGPTAPIScripts", "RawDesigns",
    "ProductionRequest", "MediaMarketplace", "PublisherEditorial",
  ]

  @Test func `the eight stages in order compile`() async throws {
    let result = try await typecheck(Self.order)
    #expect(result.code == 0, "\(result.errors)")
  }

  @Test(arguments: 0..<7)
  func `two neighbouring stages swapped do not compile`(first: Int) async throws {
    var stages = Self.order
    stages.swapAt(first, first + 1)
    let result = try await typecheck(stages)
    #expect(result.code != 0 && result.errors.contains("Roster<"))
  }

  @Test(arguments: 0..<8)
  func `a pipeline that leaves a stage out does not compile`(left: Int) async throws {
    var stages = Self.order
    stages.remove(at: left)
    #expect(try await typecheck(stages).code != 0)
  }
}
