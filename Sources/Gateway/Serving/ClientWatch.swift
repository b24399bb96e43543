import NIOCore

/// Sits in a client's connection and tells when the client goes, or leaves unread what it is sent: a
/// call that waits for its backend does not hear of that.
final class ClientWatch: ChannelDuplexHandler, RemovableChannelHandler {
  typealias InboundIn = Never
  typealias OutboundIn = Never

  private let connections: ClientConnections
  private var connection: ClientConnection?

  init(_ connections: ClientConnections) { self.connections = connections }

  func handlerAdded(context: ChannelHandlerContext) {
    connection = connections.add(context.channel)
  }

  func handlerRemoved(context: ChannelHandlerContext) { leave(context) }

  func channelInactive(context: ChannelHandlerContext) {
    leave(context)
    context.fireChannelInactive()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    connection?.leavesUnread(!context.channel.isWritable)
    context.fireChannelWritabilityChanged()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event as? ChannelEvent == .inputClosed, connection?.leave() == true {
      context.close(promise: nil)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func flush(context: ChannelHandlerContext) {
    // What fills the channel goes out in any case: nothing more is written until it has.
    if connection?.holdsBack == true, context.channel.isWritable { return }
    context.flush()
  }

  private func leave(_ context: ChannelHandlerContext) {
    _ = connection?.leave()
    connection = nil
    connections.remove(context.channel)
  }
}
