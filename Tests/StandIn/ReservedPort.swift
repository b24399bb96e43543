import Glibc

/// A port of 127.0.0.1 that no other program is given while this lives, also while nobody listens on it.
///
/// The socket is bound and never listens: a server that binds with `SO_REUSEADDR` gets the port beside it,
/// an outgoing connection of another program does not.
public struct ReservedPort: ~Copyable {
  /// What the system said, where it had no port.
  public struct Failed: Error { let number: Int32 }

  public let port: Int
  private let descriptor: Int32

  public init() throws(Failed) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { throw Failed(number: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    var isReused: Int32 = 1
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isReused, 4) == 0
          && bind(descriptor, address, size) == 0 && getsockname(descriptor, address, &size) == 0
      }
    }
    guard isBound else {
      let number = errno
      close(descriptor)
      throw Failed(number: number)
    }
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  deinit { close(descriptor) }
}
