import NIOCore
import Synchronization

/// The connections that are open.
final class ClientConnections: Sendable {
  private let open = Mutex<[ObjectIdentifier: ClientConnection]>([:])

  func add(_ channel: any Channel) -> ClientConnection {
    let connection = ClientConnection(channel)
    open.withLock { $0[ObjectIdentifier(channel)] = connection }
    return connection
  }

  func remove(_ channel: any Channel) {
    open.withLock { $0[ObjectIdentifier(channel)] = nil }
  }

  subscript(_ channel: any Channel) -> ClientConnection? {
    open.withLock { $0[ObjectIdentifier(channel)] }
  }

  var count: Int { open.withLock { $0.count } }

  /// All of them, as they are now.
  var all: [ClientConnection] { open.withLock { Array($0.values) } }
}
