import Core
import Publishing

extension ProductionRequestStage {
  /// What building a deliverable found, at the place where the copy-editor finds the manuscript.
  func check(_ built: BuiltDeliverable, display: String) -> [Finding] {
    var findings = built.findings.map { finding in
      var finding = finding
      finding.place = SourcePlace(
        display, line: finding.place?.line, column: finding.place?.column)
      return finding
    }
    if built.isEdited { findings.append(.edited(display)) }
    return findings
  }
}
