public import Core
import Documents
public import FoundationEssentials

extension EditorialDocument {
  /// Reads an editorial document as an editor returned it.
  ///
  /// - Parameters:
  ///   - data: the document's bytes.
  ///   - display: what messages call it.
  ///   - template: reads a file of `Templates/` by its path below it: the schema.
  /// - Returns: the document, or `nil` with the findings that say what is wrong, each with its line.
  /// - Throws: what reading the schema throws.
  public static func read(
    _ data: Data, display: String, template: @Sendable (String) throws -> TemplateFile
  ) throws -> (document: EditorialDocument?, findings: [Finding]) {
    let file = try template(schemaPath)
    let schema = try RelaxNGSchema(file.bytes, display: file.display)
    let findings = schema.findings(in: data, display: display)
    guard findings.isEmpty else { return (nil, findings) }
    let root: XMLElement
    do throws(DocumentError) {
      root = try XMLElement(parsing: data, display: display)
    } catch {
      return (nil, [error.finding])
    }
    return read(root, display: display)
  }

  private static func read(
    _ root: XMLElement, display: String
  ) -> (document: EditorialDocument?, findings: [Finding]) {
    guard let piece = PieceID(root.attributes["piece"] ?? "") else {
      return (nil, [.unknownPiece(SourcePlace(display, line: root.line))])
    }
    let decision = root.first("decision")
    let place = SourcePlace(display, line: decision?.line ?? root.line)
    guard let verdict = Decision(rawValue: decision?.attributes["is"] ?? "") else {
      return (nil, [.unknownDecision(place)])
    }
    let responsible = decision?.attributes["responsible"] ?? ""
    guard verdict == .pending || !responsible.isEmpty else {
      return (nil, [.nobodyResponsible(place)])
    }
    let verification = root.first("verification")?.all("stage") ?? []
    let corrections = root.first("corrections")?.all("correction") ?? []
    let document = EditorialDocument(
      piece: piece,
      title: root.first("title")?.foldedText ?? "",
      version: root.attributes["version"] ?? "",
      verification: verification.compactMap { element in
        guard let stage = StageID(element.attributes["name"] ?? "") else { return nil }
        let isVerified = element.attributes["result"] == "ok"
        return Verification(stage: stage, problem: isVerified ? nil : element.foldedText)
      },
      decision: verdict, responsible: responsible,
      note: root.first("note")?.foldedText ?? "",
      corrections: corrections.map { element in
        Correction(
          deliverable: element.attributes["deliverable"] ?? "",
          quote: element.first("quote")?.text ?? "",
          replacement: element.first("replacement")?.text.trimmed ?? "",
          reason: element.first("reason")?.foldedText ?? "",
          place: SourcePlace(display, line: element.line))
      })
    return (document, [])
  }
}

extension String {
  /// Without the white space at its ends, which an XML editor's layout may have put there.
  fileprivate var trimmed: String {
    let start = drop(while: \.isWhitespace)
    let length = start.reversed().drop(while: \.isWhitespace).count
    return String(start.prefix(length))
  }
}

// What can be wrong with an editorial document beyond its schema.
extension Finding {
  fileprivate static func unknownPiece(_ place: SourcePlace) -> Finding {
    Finding(
      rule: "not-valid", severity: .error, place: place,
      message: "The attribute 'piece' does not name a piece.",
      remedy: "Keep the value that the document was sent out with.")
  }

  fileprivate static func unknownDecision(_ place: SourcePlace) -> Finding {
    let words = EditorialDocument.Decision.allCases.map(\.rawValue).joined(separator: ", ")
    return Finding(
      rule: "not-valid", severity: .error, place: place,
      message: "The decision is not one that the editorial desk can take.",
      remedy: "Write one of: \(words).")
  }

  fileprivate static func nobodyResponsible(_ place: SourcePlace) -> Finding {
    Finding(
      rule: "nobody-responsible", severity: .error, place: place,
      message: "The decision names nobody who answers for it.",
      remedy: "Put the person's id from the roster into the attribute 'responsible'.")
  }
}
