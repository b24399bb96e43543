import CLibXML2

/// Takes what libxml2 has to say about one document, in the order it says it.
final class XMLErrorCollector {
  /// One message of libxml2.
  struct Entry {
    var domain: Int
    var code: Int
    var isError: Bool
    var line: Int
    /// From 1; 0 where libxml2 does not know it.
    var column: Int
    var message: String
    /// The file it is about, as an index of ``MarkupTape/files``.
    var file: Int32 = 0
  }

  /// The most messages kept of one document.
  static let limit = 200

  private(set) var entries: [Entry] = []

  /// Called by libxml2 with a parser context as `data`.
  static let parserHandler: xmlStructuredErrorFunc = { data, error in
    guard let data = unsafe data, let error = unsafe error else { return }
    let context = unsafe data.assumingMemoryBound(to: xmlParserCtxt.self)
    guard let collector = unsafe context.pointee._private else { return }
    let taker = unsafe Unmanaged<XMLErrorCollector>.fromOpaque(collector).takeUnretainedValue()
    unsafe taker.take(error)
    // What is wrong at every byte would be told of at every byte.
    if taker.entries.count >= limit, unsafe context.pointee.wellFormed == 0 {
      unsafe xmlStopParser(context)
    }
  }

  /// Called by libxml2 with a parser context as `data`, behind which a builder stands.
  static let builderHandler: xmlStructuredErrorFunc = { data, error in
    guard let error = unsafe error, let builder = unsafe TapeBuilder.of(data) else { return }
    unsafe builder.pointee.collector.take(error, file: builder.pointee.current.index)
  }

  /// Called by libxml2 with the collector itself as `data`.
  static let directHandler: xmlStructuredErrorFunc = { data, error in
    guard let data = unsafe data, let error = unsafe error else { return }
    unsafe Unmanaged<XMLErrorCollector>.fromOpaque(data).takeUnretainedValue().take(error)
  }

  private func take(_ error: xmlErrorPtr, file: Int32 = 0) {
    guard entries.count < Self.limit else { return }
    let raised = unsafe error.pointee
    // What follows the first line repeats the document.
    let words = unsafe raised.message.map { unsafe String(cString: $0) } ?? "an unnamed error"
    let message = words.prefix { !$0.isNewline }.trimmedAtEnd
    unsafe entries.append(
      Entry(
        domain: Int(raised.domain), code: Int(raised.code),
        isError: raised.level.rawValue >= XML_ERR_ERROR.rawValue, line: max(1, Int(raised.line)),
        column: Int(raised.int2), message: message, file: file))
  }
}

extension XMLErrorCollector.Entry {
  /// Whether a name has a prefix that nothing declares.
  var isUndeclaredPrefix: Bool { domain == Int(XML_FROM_NAMESPACE.rawValue) }

  var isUnclosedComment: Bool { code == Int(XML_ERR_COMMENT_NOT_FINISHED.rawValue) }
}

extension Substring {
  fileprivate var trimmedAtEnd: String {
    var text = self
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
