// swift-tools-version: 6.2
import PackageDescription

// The house's rules for every target of ours: warnings are errors, imports are explicit.
let house: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),  // SE-0335
  .enableUpcomingFeature("InternalImportsByDefault"),  // SE-0409
  .enableUpcomingFeature("MemberImportVisibility"),  // SE-0444
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),  // SE-0461
  .treatAllWarnings(as: .error),
]

// Documents is the one target that touches C: every unsafe use is spelled out there (SE-0458), and
// nodes cannot outlive their tree (lifetime dependence).
let cFacing: [SwiftSetting] =
  house + [
    .strictMemorySafety(),
    .enableExperimentalFeature("Lifetimes"),
  ]

// The pipeline, in order: each stage is a target of its own, and may import only what its row lists.
let stages: [(name: String, needs: [Target.Dependency])] = [
  ("UseCasePrompt", []),
  ("UXDesignDocs", ["Documents"]),
  ("PromptDatasets", ["Datasets"]),
  ("ChatGPTAPIScripts", ["Datasets"]),
  ("RawDesigns", ["Documents", "Publishing"]),
  ("ProductionRequest", ["Documents", "Publishing"]),
  ("MediaMarketplace", ["Publishing"]),
  ("PublisherEditorial", ["Documents", "Publishing"]),
]
let stageTargets: [Target] = stages.map { stage in
  let needs: [Target.Dependency] = ["Core", "Formats"] + stage.needs
  return .target(
    name: "Stage\(stage.name)", dependencies: needs,
    path: "Sources/Stages/\(stage.name)", swiftSettings: house)
}
let everyStage: [Target.Dependency] = stages.map { .target(name: "Stage\($0.name)") }

let libraries: [Target] = [
  .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
  .systemLibrary(
    name: "CCMarkGFM", pkgConfig: "libcmark-gfm",
    providers: [.apt(["libcmark-gfm-dev", "libcmark-gfm-extensions-dev"])]),
  .systemLibrary(name: "CLibZip", pkgConfig: "libzip", providers: [.apt(["libzip-dev"])]),
  .systemLibrary(name: "CZLib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
  // Linux's process file descriptors, which Swift's Glibc does not show.
  .systemLibrary(name: "CProcess"),

  // Pure values: stages, artifacts, hand-offs, the state machine.
  .target(name: "Core", swiftSettings: house),
  // Text formats: canonical JSON, YAML, front matter, templates; and digests over their bytes.
  .target(
    name: "Formats",
    dependencies: [
      "Core", .product(name: "Yams", package: "Yams"),
      .product(name: "Mustache", package: "swift-mustache"),
      .product(name: "Crypto", package: "swift-crypto"),
    ], swiftSettings: house),
  // Design and editorial documents in; design nodes and findings out.
  .target(
    name: "Documents",
    dependencies: ["Core", "Formats", "CLibXML2", "CCMarkGFM", "CLibZip", "CZLib"],
    swiftSettings: cFacing, plugins: ["EmbedDesk"]),
  // Examples made of design nodes: generation, de-duplication, splits, validation.
  .target(name: "Datasets", dependencies: ["Core", "Formats"], swiftSettings: house),
  // Metrics, their intervals and significance, graders: what tells how good a model's texts are.
  .target(name: "Evaluation", dependencies: ["Core"], swiftSettings: house),
  // Pictures of numbers that change, for pages; and numbers as people read them.
  .target(name: "Charts", dependencies: ["Core", "Formats"], swiftSettings: house),
  // Tuning plans and their runs; the life of a trainer as a child process.
  .target(
    name: "Tuning", dependencies: ["Charts", "Core", "Formats", "CProcess"], swiftSettings: house),
  // What became of a gateway's calls: their records, drift and regressions, the examples made of them.
  .target(
    name: "Monitoring", dependencies: ["Charts", "Core", "Datasets", "Evaluation", "Formats"],
    swiftSettings: house),
  // What answers a script's requests.
  .target(
    name: "Engines",
    dependencies: [
      "Core", "Formats", .product(name: "AsyncHTTPClient", package: "async-http-client"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOSSL", package: "swift-nio-ssl"),
    ], swiftSettings: house),
  // The endpoint that a team's programs call by alias, in front of the servers that answer.
  .target(
    name: "Gateway",
    dependencies: [
      "Core", "Formats", .product(name: "AsyncHTTPClient", package: "async-http-client"),
      .product(name: "HTTPTypes", package: "swift-http-types"),
      .product(name: "HummingbirdCore", package: "hummingbird"),
      .product(name: "Logging", package: "swift-log"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
    ], swiftSettings: house),
  // The desk on disk: hand-off files, versions, locks, the index.
  .target(
    name: "Store",
    dependencies: ["Core", "Formats", .product(name: "GRDB", package: "GRDB.swift")],
    swiftSettings: house),
  // Deliverables, packages, catalogue, feed, storefront.
  .target(
    name: "Publishing", dependencies: ["Core", "Formats", "Documents"], swiftSettings: house),
]

let newsroomNeeds: [Target.Dependency] =
  [
    "Core", "Datasets", "Documents", "Evaluation", "Formats", "Gateway", "Monitoring", "Publishing",
    "SampleDesk", "Store", "Tuning",
  ] + everyStage
let applications: [Target] = [
  // The sample desk and the default templates, carried inside the binary.
  .target(name: "SampleDesk", swiftSettings: house, plugins: ["EmbedDesk"]),
  .plugin(
    name: "EmbedDesk", capability: .buildTool(), dependencies: ["embed-desk"],
    path: "Sources/Plugins/EmbedDesk"),
  .executableTarget(name: "embed-desk", path: "Sources/EmbedDesk", swiftSettings: house),

  // The use cases, for the command line and every later face alike.
  .target(name: "Newsroom", dependencies: newsroomNeeds, swiftSettings: house),
  .target(
    name: "CommandLineTool",
    dependencies: [
      "Core", "Datasets", "Documents", "Engines", "Evaluation", "Formats", "Gateway", "Monitoring",
      "Newsroom", "StageRawDesigns", "Store", "Tuning",
      .product(name: "ArgumentParser", package: "swift-argument-parser"),
    ], swiftSettings: house),
  .executableTarget(
    name: "colophon", dependencies: ["CommandLineTool", "Core", "Engines", "Newsroom"],
    swiftSettings: house),
]

// Tests say what a target does through its public face; TestSupport holds what they share.
let tests: [(name: String, needs: [Target.Dependency], data: [String])] = [
  ("Core", [], []),
  ("Formats", ["Formats"], []),
  ("Documents", ["Documents", "Formats"], ["Golden"]),
  ("Datasets", ["Datasets", "Formats"], []),
  ("Evaluation", ["Evaluation"], ["reference.py"]),
  (
    "Engines",
    [
      "Engines", "Formats", "StandIn", .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
      .product(name: "NIOSSL", package: "swift-nio-ssl"),
    ], []
  ),
  (
    "Gateway",
    [
      "Gateway", "Formats", "StandIn",
      .product(name: "AsyncHTTPClient", package: "async-http-client"),
      .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
    ], ["Strangers"]
  ),
  ("Store", ["Store", "Formats"], []),
  ("Trainers", [], ["check_trainers.py", "requirements.txt"]),
  ("Tuning", ["Tuning", "Formats", "tuning-runner"], ["FakeTrainer", "Slurm"]),
  (
    "HostedTuning",
    ["Tuning", "Engines", "Evaluation", "Formats", "StandIn", "tuning-runner"], []
  ),
  (
    "Monitoring", ["Monitoring", "Datasets", "Evaluation", "Formats", "SimulatedTraffic"], []
  ),
  ("Publishing", ["Publishing", "Documents", "Formats"], ["Schemas"]),
  ("RawDesigns", ["StageRawDesigns", "Formats"], []),
  ("SampleDesk", ["SampleDesk", "Formats"], []),
  ("StandIn", ["StandIn", "Engines", "Formats"], ["Strangers"]),
  (
    "Newsroom",
    [
      "Newsroom", "Datasets", "Documents", "Engines", "Evaluation", "Formats", "Gateway",
      "StageRawDesigns", "StandIn", "Store", "Tuning",
    ], []
  ),
  ("CommandLine", ["colophon", "Documents", "StandIn"], ["Golden"]),
]
let testTargets: [Target] = tests.map { test in
  let needs: [Target.Dependency] = ["Core", "TestSupport"] + test.needs
  return .testTarget(
    name: "\(test.name)Tests", dependencies: needs, exclude: test.data, swiftSettings: house)
}
let testSupport: [Target] = [
  .target(
    name: "TestSupport", dependencies: ["CProcess"], path: "Tests/TestSupport",
    swiftSettings: house),
  // A server that speaks OpenAI's API and can be told to fail; and the same as a program.
  .target(
    name: "StandIn",
    dependencies: [
      "Core", "Formats", .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
    ], path: "Tests/StandIn", swiftSettings: house),
  .executableTarget(
    name: "stand-in-server", dependencies: ["StandIn"], path: "Tests/StandInServer",
    swiftSettings: house),
  // Runs a tuning plan, for the tests that kill it.
  .executableTarget(
    name: "tuning-runner", dependencies: ["Core", "Engines", "Tuning"],
    path: "Tests/TuningRunner", swiftSettings: house),
  // Weeks of a gateway's calls, drawn by a seed.
  .target(
    name: "SimulatedTraffic", dependencies: ["Core", "Formats"], path: "Tests/SimulatedTraffic",
    swiftSettings: house),
  // For `make bench`: a million records written, read and watched.
  .executableTarget(
    name: "monitoring-bench", dependencies: ["Core", "Monitoring", "SimulatedTraffic"],
    path: "Tests/MonitoringBench", swiftSettings: house),
  // For `make bench`: a batch's file written and joined.
  .executableTarget(
    name: "batch-bench", dependencies: ["Core", "Engines"], path: "Tests/BatchBench",
    swiftSettings: house),
  // For `make bench`: metrics beside their references.
  .executableTarget(
    name: "metrics-bench", dependencies: ["Evaluation"], path: "Tests/MetricsBench",
    swiftSettings: house),
  // For .ci/bench-gateway: the gateway, a backend and a load, each a process.
  .executableTarget(
    name: "gateway-bench",
    dependencies: [
      "Core", "Formats", "Gateway", "Monitoring", .product(name: "NIOCore", package: "swift-nio"),
      .product(name: "NIOHTTP1", package: "swift-nio"),
      .product(name: "NIOPosix", package: "swift-nio"),
    ], path: "Tests/GatewayBench", swiftSettings: house),
]

let package = Package(
  name: "colophon",
  products: [
    .executable(name: "colophon", targets: ["colophon"]),
    // For the fuzzing harness, which is a package of its own.
    .library(name: "Documents", targets: ["Documents"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
  ],
  targets: libraries + stageTargets + applications + testSupport + testTargets
)
