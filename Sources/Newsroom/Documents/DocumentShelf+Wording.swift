import Core
public import Documents
import Formats
import FoundationEssentials
import SampleDesk

extension DocumentShelf {
  /// The UI strings of documents that name one control in different words.
  ///
  /// - Parameters:
  ///   - entries: what was read; what could not be read is left out.
  ///   - words: a file of words that mean the same; `nil` for the built-in one.
  /// - Returns: the report; its places name the files as they were typed.
  /// - Throws: ``NewsroomError`` where the file of words is not there or says nothing sensible.
  public static func wording(
    of entries: [Entry], words: String? = nil
  ) throws(NewsroomError) -> WordingReport {
    let terms = try terms(words)
    let read = Set(entries.filter { $0.document != nil }.map(\.file))
    let nodes = entries.flatMap { entry in
      (entry.document?.nodes ?? []).compactMap { node -> DesignNode? in
        var node = node
        // Two folders may hold documents of one name.
        node.document = entry.file(of: node)
        // A chapter that was read by itself counts once, not again in its book.
        guard node.document == entry.file || !read.contains(node.document) else { return nil }
        return node
      }
    }
    return WordingReport(of: nodes, terms: terms)
  }

  private static func terms(_ path: String?) throws(NewsroomError) -> WordingTerms {
    let display = path ?? "built-in Templates/\(WordingTerms.path)"
    let bytes =
      path.map { FileManager.default.contents(atPath: $0) }
      ?? SampleDesk.file("Templates/\(WordingTerms.path)")
    guard let bytes else {
      throw NewsroomError(
        .usage, "\(display): there is no such file", remedy: "Check the path.")
    }
    do {
      return try WordingTerms(TemplateFile(display: display, bytes: bytes))
    } catch {
      throw NewsroomError(.usage, "\(error)", remedy: "Correct that line.")
    }
  }
}
