/// Markdown (CommonMark 0.29 with GitHub's tables, task lists, strikethrough and autolinks) as plain
/// values and as safe markup.
public enum Markdown {
  /// The leaf blocks of a text, in order: those that hold words, and no other block.
  ///
  /// - Returns: none for a text over 400 kB, or one made to exhaust its reader.
  public static func blocks(of text: String) -> [MarkdownBlock] {
    walk(text)?.leaves.compactMap(\.block) ?? []
  }

  /// The markup of a text: HTML that is well-formed XML as well, so that web pages and EPUB take it.
  /// Raw HTML and links that would run code are left out; an image is represented by its text
  /// alternative, so that a page loads nothing. With `anchors`, the n-th block of ``blocks(of:)``
  /// carries `id="pN"`, N from 1.
  ///
  /// - Returns: an empty page for a text over 400 kB, or one made to exhaust its reader.
  public static func html(of text: String, anchors: Bool) -> MarkdownPage {
    guard let walk = walk(text, hasAnchors: anchors) else {
      return MarkdownPage(
        html: "", links: [], imagesWithoutAlternative: [], headings: [], omissions: [])
    }
    var headings: [MarkdownPage.Heading] = []
    var number = 0
    for block in walk.leaves.lazy.compactMap(\.block) {
      number += 1
      guard case .heading(let level) = block.kind else { continue }
      headings.append(
        MarkdownPage.Heading(
          level: level, text: block.text, anchor: anchors ? "p\(number)" : nil, line: block.line))
    }
    let images = walk.leaves.flatMap(\.images)
    return MarkdownPage(
      html: walk.html, links: walk.links,
      imagesWithoutAlternative: images.filter(\.alternative.isEmpty).map(\.line),
      headings: headings, omissions: walk.omissions)
  }

  /// Walks a text; `nil` where it is too large.
  static func walk(_ text: String, hasAnchors: Bool = false) -> MarkdownWalk? {
    guard let tree = MarkdownTree(text) else { return nil }
    var paths = MarkdownPaths()
    tree.walk { node, isEntering in paths.count(node, isEntering: isEntering) }
    var walk = MarkdownWalk(hasAnchors: hasAnchors, paths: paths)
    tree.walk { node, isEntering in walk.take(node, isEntering: isEntering) }
    return walk
  }
}
