import Core
import FoundationEssentials
import Newsroom

/// A page that a command writes into a file.
struct PageFile {
  private let path: String

  init(_ path: String) { self.path = path }

  /// Writes the page, and says so.
  func write(_ page: Data, _ output: Output) throws {
    do {
      try page.write(to: URL(filePath: path), options: .atomic)
    } catch {
      throw NewsroomError(
        .io, "\(path) cannot be written", remedy: "Name a file in a folder that you may write.")
    }
    output.note("\(path): \(page.count.counted("byte")).")
  }
}
