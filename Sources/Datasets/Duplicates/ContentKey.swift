import Core
import Formats
import FoundationEssentials

/// 128 bits of a SHA-256, for telling texts apart where there are many.
public struct ContentKey: Hashable, Sendable {
  let high: UInt64
  let low: UInt64

  init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The key of bytes.
  init(of bytes: some DataProtocol) {
    var hasher = DigestHasher()
    hasher.update(bytes)
    (high, low) = hasher.finish().prefix
  }

  /// The key of a text, which others share that differ in letter case, white space and composition
  /// alone.
  init(folding text: String) {
    var folded = FoldedText()
    self.init(folding: text, with: &folded)
  }

  /// The same, with the working memory of another.
  init(folding text: String, with folded: inout FoldedText) {
    folded.clear()
    folded.append(text)
    self.init(of: folded.bytes)
  }

  /// 32 hexadecimal digits.
  var hex: String { Digest(words: (high, low, 0, 0)).hex(32) }
}
