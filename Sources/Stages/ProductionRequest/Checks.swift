import Core
import Documents

extension ProductionRequestStage {
  /// What a manuscript lacks beyond the house style.
  func check(_ markdown: String, display: String) -> [Finding] {
    let page = Markdown.html(of: markdown, anchors: false)
    var findings: [Finding] = []
    if Markdown.blocks(of: markdown).isEmpty { findings.append(.emptyManuscript(display)) }
    for line in page.imagesWithoutAlternative {
      findings.append(.imageWithoutAlternative(SourcePlace(display, line: line)))
    }
    return findings
  }
}
