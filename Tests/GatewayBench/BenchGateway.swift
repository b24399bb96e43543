import Core
import Formats
import Foundation
import Gateway
import Monitoring

/// A gateway with one backend, as the measurement wants it: each call is put on record, as a desk's is.
enum BenchGateway {
  /// What the load's client shows; a backend takes any.
  static let key = "colophon-a-key-for-measuring"
  static let backendKey = "sk-bench-0123456789abcdef"

  static func serve(port: Int, backend: Int, records: String) async throws {
    let plan = GatewayPlan(
      listen: .init(port: port),
      backends: [
        PlannedBackend(
          name: "bench", url: "http://127.0.0.1:\(backend)/v1", key: "KEY", model: "bench-1")
      ],
      aliases: [
        PlannedAlias(name: "house-voice", arms: [.init(name: "stable", backends: ["bench"])])
      ],
      clients: [
        PlannedClient(name: "load", key: Digest(of: key), aliases: ["house-voice"])
      ])
    let writer = try GatewayWriter(
      GatewayFolder(path: records), redactor: RecordRedactor(salt: "bench"))
    let gateway = try Gateway(
      plan, environment: ["KEY": backendKey], record: { await writer.add($0) })
    try await gateway.run { print("listens on \($0)") }
  }
}
