import AsyncHTTPClient
import Formats
import NIOCore
import NIOHTTP1

/// Asks backends how they are, as often as the plan says.
struct HealthChecks {
  let state: GatewayState
  let clients: BackendClients

  /// How long an answer may take.
  private static let longest = TimeAmount.seconds(5)

  /// Goes on until it is cancelled.
  func run() async {
    while !Task.isCancelled {
      let generation = state.generation
      await withTaskGroup(of: Void.self) { group in
        for backend in generation.backends {
          guard let path = backend.plan.health else { continue }
          group.addTask { backend.checked(isWell: await isWell(backend, path)) }
        }
      }
      guard (try? await Task.sleep(for: generation.plan.breaker.healthEvery)) != nil else {
        return
      }
    }
  }

  private func isWell(_ backend: Backend, _ path: String) async -> Bool {
    var request = HTTPClientRequest(url: backend.plan.origin + path)
    request.headers.add(name: "User-Agent", value: "colophon")
    if let key = backend.key {
      request.headers.add(name: "Authorization", value: key.authorization)
    }
    guard let response = try? await clients[backend].execute(request, timeout: Self.longest) else {
      return false
    }
    // Its connection is kept where the answer is read to its end.
    _ = try? await response.body.collect(upTo: 64 << 10)
    return (200..<300).contains(response.status.code)
  }
}
