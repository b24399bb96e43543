import Core
import Formats
import Publishing

/// A desk's house style, and which one it is.
struct DeskHouseStyle: Sendable {
  private let style: HouseStyle
  /// Of the file's bytes.
  let digest: Digest

  /// Reads the desk's own, or the built-in one.
  ///
  /// - Throws: ``NewsroomError`` with the line that is wrong.
  init(_ templates: DeskTemplates) throws {
    let file = try templates.file(HouseStyle.path)
    do throws(YAMLError) {
      style = try HouseStyle(file)
    } catch {
      throw NewsroomError(.refused, error.description, remedy: "Correct that line.")
    }
    digest = Digest(of: file.bytes)
  }

  /// Whether an answer says something, and breaks nothing of what is asked of any passage.
  func isKept(in answer: String) -> Bool {
    answer.contains { !$0.isWhitespace } && style.findings(inPassage: answer).isEmpty
  }
}
