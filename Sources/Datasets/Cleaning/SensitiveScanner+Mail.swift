extension SensitiveScanner {
  /// The e-mail address around an `@` (RFC 5321 in the forms that are in use).
  func mailAddress(around at: Int) -> Range<Int>? {
    var start = at
    while start > 0, at - start < 64, Self.isLocal(bytes[start - 1]) { start -= 1 }
    while start < at, !bytes[start].isAlphanumeric { start += 1 }
    var end = at + 1
    while end < bytes.count, bytes[end].isAlphanumeric || bytes[end] == 0x2E || bytes[end] == 0x2D {
      end += 1
    }
    while end > at + 1, !bytes[end - 1].isAlphanumeric { end -= 1 }
    guard start < at, bytes[at - 1] != 0x2E else { return nil }
    let domain = text((at + 1)..<end).lowercased()
    let labels = domain.split(separator: ".", omittingEmptySubsequences: false)
    guard let top = labels.last, labels.count > 1, labels.allSatisfy({ !$0.isEmpty }),
      top.utf8.count >= 2, top.utf8.allSatisfy(\.isASCIILetter),
      !Self.fileTypes.contains(String(top)), !isShellLogin(start..<at, end: end),
      !Self.isReserved(labels), !isAllowed(labels)
    else { return nil }
    return start..<end
  }

  /// Whether it is the `git@host:path` of a repository's address, which is nobody's.
  private func isShellLogin(_ local: Range<Int>, end: Int) -> Bool {
    ["git", "svn", "hg"].contains(text(local)) && (byte(end) == 0x3A || byte(end) == 0x2F)
  }

  private func isAllowed(_ labels: [Substring]) -> Bool {
    labels.indices.contains { settings.domains.contains(labels[$0...].joined(separator: ".")) }
  }

  private static func isLocal(_ byte: UInt8) -> Bool {
    byte.isAlphanumeric || ".!#$%&'*+?^_{|}~-".utf8.contains(byte)
  }

  /// `icon@2x.png` is a file.
  private static let fileTypes: Set<String> = [
    "png", "jpg", "jpeg", "gif", "svg", "webp", "pdf", "css", "js", "json", "html", "xml", "ts",
    "tgz", "gz", "zip", "md", "service", "so", "dll", "local",
  ]

  /// Whether a domain is one of those kept for examples (RFC 2606, RFC 6761).
  static func isReserved(_ labels: [Substring]) -> Bool {
    guard let top = labels.last else { return false }
    if ["example", "test", "invalid", "localhost"].contains(top) { return true }
    return labels.count > 1 && labels[labels.count - 2] == "example"
      && ["com", "net", "org", "edu"].contains(top)
  }
}
