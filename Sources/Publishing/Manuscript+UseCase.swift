public import Core
import Formats

extension Manuscript {
  /// The manuscript of one deliverable of a piece.
  ///
  /// - Parameters:
  ///   - name: the deliverable's name.
  ///   - markdown: the text, as copy-edited.
  ///   - useCase: what the piece is for.
  ///   - drafts: the drafts with the choice among them.
  ///   - modified: when the text was last approved (ISO 8601, UTC).
  ///   - context: the piece, the desk and its templates.
  /// - Throws: what reading the deliverable's outline throws.
  public init(
    of name: String, markdown: String, for useCase: UseCasePrompt, from drafts: RawDesigns,
    modified: String, in context: StageContext
  ) throws {
    let outline = try DeliverableOutline(context.template(DeliverableOutline.path(of: name)))
    let chosen = drafts.chosen(for: name)
    self.init(
      name: name, title: "\(useCase.title): \(outline.title)", summary: useCase.goal,
      language: useCase.language, markdown: markdown, draftBlocks: chosen?.blocks ?? [],
      disclosure: drafts.isGenerative ? .aiAssisted : .none, licence: useCase.licence,
      identifier: Manuscript.identifier(of: name, in: context.piece.id), modified: modified,
      deskName: context.settings.deskName, pieceTitle: useCase.title)
  }
}

extension RawDesigns {
  /// The draft that was chosen for a deliverable.
  public func chosen(for deliverable: String) -> Draft? {
    let id = selection.first { $0.deliverable == deliverable }?.draft
    return drafts.first { $0.id == id }
  }
}
