import Core
import Synchronization

/// A document's nodes, unpacked when they are first asked for.
final class PackedNodes: Sendable {
  private let table: NodeTable
  private let unpacked: Mutex<[DesignNode]?>
  let count: Int

  init(_ table: NodeTable) {
    self.table = table
    count = table.entries.count
    unpacked = Mutex(nil)
  }

  init(_ nodes: [DesignNode]) {
    table = NodeTable()
    count = nodes.count
    unpacked = Mutex(nodes)
  }

  var nodes: [DesignNode] {
    unpacked.withLock { nodes in
      if let nodes { return nodes }
      let read = table.nodes()
      nodes = read
      return read
    }
  }
}
