import Core

/// The texts of one drawn screen, which its description and one another explain.
struct InterfaceScreen {
  /// What the drawing says that it shows; `nil` where it says nothing.
  let description: String?
  private let texts: [(place: Int, text: String)]

  private static let fewestWords = 6
  private static let mostAround = 12

  init(_ outline: DocumentOutline) {
    let isDrawing = outline.nodes.allSatisfy {
      $0.kind == .title || $0.kind == .figure || $0.kind == .uiString
    }
    let figures = outline.nodes.filter { $0.kind == .figure }
    let said = figures.count == 1 ? figures.first?.text : nil
    description = isDrawing && (said?.wordCount ?? 0) >= Self.fewestWords ? said : nil
    texts =
      isDrawing
      ? outline.nodes.enumerated().filter { $0.element.kind == .uiString }
        .map { ($0.offset, $0.element.text) } : []
  }

  /// The screen's other texts in their order, with a gap where one stands; `nil` where there are too
  /// few of them, or too many.
  func around(_ place: Int) -> String? {
    guard (2...Self.mostAround).contains(texts.count) else { return nil }
    return texts.map { $0.place == place ? "____" : $0.text }.joined(separator: " / ")
  }
}
