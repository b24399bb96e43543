import Foundation
import Glibc
import NIOCore
import NIOPosix
import TestSupport

/// LiteLLM's proxy, started for one test on the loopback interface and ended by its process id.
enum LiteLLM {
  static let key = "sk-litellm-test-key"

  /// The proxy's program, where it is installed.
  static let program: URL? = {
    let named = ProcessInfo.processInfo.environment["COLOPHON_LITELLM"].map { URL(filePath: $0) }
    let folder = named ?? Corpus.projectRoot.appending(path: ".venv-litellm")
    let program = folder.appending(path: "bin/litellm")
    return FileManager.default.isExecutableFile(atPath: program.path) ? program : nil
  }()

  private struct NotReady: Error { var log: String }

  private static let configuration = """
    model_list:
      - model_name: mock-gpt
        litellm_params:
          model: openai/mock-gpt
          api_key: none
          mock_response: A mocked draft.
      - model_name: limited-gpt
        litellm_params:
          model: openai/limited-gpt
          api_key: none
          mock_response: litellm.RateLimitError
    general_settings:
      master_key: \(key)
    """

  /// Runs a test's body with the proxy's address up to `/v1`.
  static func run(_ body: (_ baseURL: String) async throws -> Void) async throws {
    guard let program else { return }
    try await withTemporaryFolder { folder in
      let settings = folder.appending(path: "config.yaml")
      try Data(configuration.utf8).write(to: settings)
      let log = folder.appending(path: "litellm.log")
      try Data().write(to: log)
      let port = try await freePort()
      let proxy = Process()
      proxy.executableURL = program
      proxy.currentDirectoryURL = folder
      proxy.arguments = [
        "--config", settings.path, "--host", "127.0.0.1", "--port", "\(port)", "--telemetry",
        "False",
      ]
      proxy.environment = [
        "PATH": "/usr/bin:/bin", "HOME": folder.path, "LITELLM_LOCAL_MODEL_COST_MAP": "True",
      ]
      let output = try FileHandle(forWritingTo: log)
      proxy.standardOutput = output
      proxy.standardError = output
      try proxy.run()
      // Not `terminate()`: a child inherits the signal mask of the thread that started it, and the
      // thread pool's threads hold SIGTERM back.
      defer {
        kill(proxy.processIdentifier, SIGKILL)
        proxy.waitUntilExit()
      }
      let address = "http://127.0.0.1:\(port)"
      for _ in 0..<600 where proxy.isRunning {
        if await answers(port) {
          return try await body("\(address)/v1")
        }
        try await Task.sleep(for: .milliseconds(200))
      }
      throw NotReady(log: String(decoding: try Data(contentsOf: log), as: UTF8.self))
    }
  }

  private static func answers(_ port: Int) async -> Bool {
    let channel = try? await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .connect(host: "127.0.0.1", port: port).get()
    guard let channel else { return false }
    try? await channel.close()
    return true
  }

  /// A port that nobody listened on a moment ago.
  private static func freePort() async throws -> Int {
    let channel = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
      .bind(host: "127.0.0.1", port: 0).get()
    let port = channel.localAddress?.port ?? 0
    try await channel.close()
    return port
  }
}
