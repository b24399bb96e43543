import Core

extension MediaMarketplaceStage {
  /// What keeps a package from being listed: a deliverable that is not the one that was signed.
  func check(
    _ listing: Listing, against request: ProductionRequest, in context: StageContext
  ) -> [Finding] {
    let signed = Dictionary(
      request.deliverables.flatMap { [$0.page, $0.epub] }.map { ($0.path, $0.sha256) }
    ) { first, _ in first }
    let files = listing.deliverables.flatMap { [$0.page, $0.epub] }
    var findings = files.filter { signed[$0.path] != $0.sha256 }.map {
      Finding.notAsSigned(context.display($0.path, in: Self.id))
    }
    if listing.deliverables.isEmpty {
      findings.append(.emptyListing(context.display("", in: Self.id)))
    }
    return findings
  }
}
