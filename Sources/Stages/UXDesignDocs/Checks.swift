import Core

extension UXDesignDocsStage {
  /// What the design set as a whole lacks.
  func check(
    documents: [UXDesignDocs.Document], in context: StageContext
  ) -> [Finding] {
    var findings: [Finding] = []
    for document in documents where document.nodes == 0 && document.partOf == nil {
      findings.append(.emptyDocument(context.display(document.file.path, in: Self.id)))
    }
    if !documents.isEmpty, documents.allSatisfy({ $0.nodes == 0 }) {
      findings.append(.emptyDesignSet(context.display("sources", in: Self.id)))
    }
    return findings
  }
}
