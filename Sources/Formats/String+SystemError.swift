import Glibc

extension String {
  /// What the system says of an error's number: `No space left on device`.
  public init(systemError number: Int32) {
    var buffer = [CChar](repeating: 0, count: 256)
    guard strerror_r(number, &buffer, buffer.count) == 0 else {
      self = "error \(number)"
      return
    }
    self.init(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
