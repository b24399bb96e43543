import Foundation
import TestSupport
import Testing

/// `transformers serve` with a tiny model of random weights, made for the test: in the Python
/// environment that `COLOPHON_SERVE` names, or `.venv-train` of the project.
enum TransformersServe {
  static let program = LocalServer.program("transformers", of: ".venv-train", or: "COLOPHON_SERVE")
  static let absent = "transformers serve is not installed here: .ci/setup trainers"

  /// Runs a test's body with the server's address up to `/v1` and the model's name there.
  static func run(_ body: (_ baseURL: String, _ model: String) async throws -> Void) async throws {
    guard let program else { return }
    try await withTemporaryFolder { folder in
      // One thread, because two cores serve every test; without a network, because nothing is fetched.
      let environment = [
        "HF_HOME": folder.path, "HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1",
        "OMP_NUM_THREADS": "1", "CUDA_VISIBLE_DEVICES": "", "PYTHONDONTWRITEBYTECODE": "1",
      ]
      // It lists what is in its cache, and fails where there is none.
      try FileManager.default.createDirectory(
        at: folder.appending(path: "hub"), withIntermediateDirectories: true)
      let model = folder.appending(path: "tiny-model")
      let python = program.deletingLastPathComponent().appending(path: "python")
      let script = Corpus.projectRoot.appending(path: "Templates/trainers/tiny_base.py")
      let size = ["--width", "64", "--layers", "4", "--context", "512", "--talkative"]
      let made = try ChildProcess(
        python.path, [script.path, model.path] + size, environment: environment
      ).end()
      try #require(made.code == 0, "\(made.errors.suffix(2_000))")
      try await LocalServer.run(
        program, in: folder, environment: environment, limit: .seconds(180),
        arguments: { port in
          [
            "serve", "--host", "127.0.0.1", "--port", "\(port)", "--device", "cpu", model.path,
          ]
        }
      ) { server in
        try await body("http://127.0.0.1:\(server.port)/v1", model.path)
      }
    }
  }
}
