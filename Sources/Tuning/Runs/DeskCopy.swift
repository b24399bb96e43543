import Core
import Formats
import FoundationEssentials

/// One of the copies of a desk that people share by Git: a trainer or a job is ended, followed and
/// written down by the copy that started it, and by no other.
struct DeskCopy {
  /// The file with its id; Git ignores the folder, so that a clone has none of it.
  static let path = ".colophon/copy"

  /// The id of the copy at a root; `nil` where nothing was started from it yet.
  static func id(below root: String) -> String? {
    guard let data = FileManager.default.contents(atPath: "\(root)/\(path)") else { return nil }
    let id = String(decoding: data.prefix(64), as: UTF8.self).prefix { !$0.isWhitespace }
    return id.isEmpty ? nil : String(id)
  }

  /// Gives a copy its id, where it has none.
  static func name(below root: String) throws(TuningError) {
    if id(below: root) != nil { return }
    try FolderMaking.make("\(root)/.colophon")
    let id = String(TrainerLaunch.newMark().prefix(12))
    try DurableFile.write(Data("\(id)\n".utf8), to: "\(root)/\(path)")
  }
}
