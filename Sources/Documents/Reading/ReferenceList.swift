import Core

/// The anchors a document defines and the links it makes.
struct ReferenceList: Sendable {
  private struct Local {
    var target: Range<Int>
    var line: Int
    /// The list's number of the file it stands in.
    var file: Int32
    /// Whether it is written with a `#`.
    var isMarked: Bool
  }

  private var bytes: [UInt8] = []
  private var anchorRanges: [Range<Int>] = []
  private var anchorHashes: Set<UInt64> = []
  private var linkRanges: [(target: Range<Int>, line: Int)] = []
  private var local: [Local] = []
  private var keys: Set<String> = []

  /// The ids that links may name, sorted.
  var anchors: [String] { Set(anchorRanges.map(text)).sorted() }

  /// In document order.
  var links: [ReadDocument.Link] {
    linkRanges.map { ReadDocument.Link(target: text($0.target), line: $0.line) }
  }

  init() {}

  /// What a reader by code found.
  init(anchors: Set<String>, links: [ReadDocument.Link]) {
    for anchor in anchors { define(anchor) }
    for link in links { add(link: link.target, line: link.line) }
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private mutating func append(_ value: some Collection<UInt8>) -> Range<Int> {
    let start = bytes.count
    bytes.append(contentsOf: value)
    return start..<bytes.count
  }

  /// Takes an anchor.
  ///
  /// - Returns: `false` where it was defined before.
  mutating func define(_ anchor: ArraySlice<UInt8>) -> Bool {
    anchorRanges.append(append(anchor))
    return anchorHashes.insert(Self.hash(anchor)).inserted
  }

  /// Takes an anchor that stands in no attribute.
  mutating func define(_ anchor: String) { _ = define(Array(anchor.utf8)[...]) }

  /// Takes a link without looking at where it leads.
  mutating func add(link: String, line: Int) {
    linkRanges.append((append(link.utf8), line))
  }

  /// Takes a link.
  ///
  /// - Parameters:
  ///   - file: the list's number of the file it stands in.
  ///   - isMarked: whether a target in this document is written with a `#`.
  /// - Returns: `false` where following it would run code; it is dropped then.
  mutating func takeLink(
    _ value: ArraySlice<UInt8>, line: Int, file: Int32 = 0, isMarked: Bool
  ) -> Bool {
    var value = value
    while let first = value.first, first <= 0x20 { value.removeFirst() }
    while let last = value.last, last <= 0x20 { value.removeLast() }
    guard Self.isSafe(value) else { return false }
    let target = append(value)
    linkRanges.append((target, line))
    if !isMarked {
      local.append(Local(target: target, line: line, file: file, isMarked: false))
    } else if value.first == 0x23 {
      local.append(
        Local(
          target: (target.lowerBound + 1)..<target.upperBound, line: line, file: file,
          isMarked: true))
    }
    return true
  }

  /// Takes a link by the attribute that makes it.
  mutating func takeLink(
    _ value: String, attribute: String, line: Int, list: inout NodeList
  ) {
    // An image carried inside a drawing is no link.
    guard !value.hasPrefix("data:image/") else { return }
    let isSafe = takeLink(
      Array(value.whiteSpaceFolded.utf8)[...], line: line, isMarked: attribute != "linkend")
    guard !isSafe else { return }
    list.note(
      "unsafe-link", .warning, line: line, "The link's address was dropped: it would run code.",
      "Link to a page, or remove the link.")
  }

  /// Whether a key is met for the first time.
  mutating func isNew(key: String) -> Bool { keys.insert(key).inserted }

  /// Most targets are seen to be harmless by their first bytes.
  private static func isSafe(_ value: ArraySlice<UInt8>) -> Bool {
    if value.starts(with: "http://".utf8) || value.starts(with: "https://".utf8) { return true }
    for byte in value {
      switch byte {
      case 0x23, 0x2F, 0x3F: return true
      case 0x3A, 0...0x20: return LinkTarget.isSafe(String(decoding: value, as: UTF8.self))
      default: break
      }
    }
    return true
  }

  /// FNV-1a (Fowler, Noll and Vo).
  private static func hash(_ value: some Collection<UInt8>) -> UInt64 {
    value.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }

  /// Notes the links whose target this document should have, and has not.
  func check(_ list: inout NodeList) {
    for link in local where !link.target.isEmpty {
      let value = bytes[link.target]
      if anchorHashes.contains(Self.hash(value)) { continue }
      let target = text(link.target)
      guard target != "top" else { continue }
      let last = target.split(separator: "/").last.map(String.init) ?? target
      guard !anchorHashes.contains(Self.hash(last.utf8)),
        !anchorHashes.contains(Self.hash(LinkTarget.decoded(last).utf8))
      else { continue }
      list.note(
        link.isMarked ? .brokenInternalLink : .linkTargetElsewhere,
        at: SourcePlace(list.display(of: link.file), line: link.line),
        "The link's target '\(link.isMarked ? "#" : "")\(target)' is not in this document.")
    }
  }
}
