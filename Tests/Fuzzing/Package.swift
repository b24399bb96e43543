// swift-tools-version: 6.2
import PackageDescription

// A package of its own: libFuzzer brings its own `main`, which no other program can be built with.
let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "colophon", path: "../..")],
  targets: [
    .executableTarget(
      name: "fuzz-documents",
      dependencies: [.product(name: "Documents", package: "colophon")], path: "Sources",
      swiftSettings: [.swiftLanguageMode(.v6), .unsafeFlags(["-parse-as-library"])])
  ]
)
