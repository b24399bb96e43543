import Core
import Foundation
import Publishing
import Testing

@Test(.enabled(if: ProcessInfo.processInfo.environment["SHOW"] != nil)) func zzShow() throws {
  let root = URL(filePath: ProcessInfo.processInfo.environment["SHOW"] ?? "/tmp/show")
  let files = try Storefront(template: template, deskName: "Riverside Public Library", site: nil).files(for: catalogue)
  func put(_ path: String, _ data: Data) throws {
    let f = root.appending(path: path)
    try FileManager.default.createDirectory(at: f.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: f)
  }
  for (p, d) in files { try put(p, d) }
  let b = try DeliverableBuilder(template: template).build(manuscript(disclosure: .aiAssisted))
  try put("reserve-a-study-room-7f3kq/1.0/deliverables/help-article.html", b.page)
  try put("book.epub", b.epub)
  let many = (0..<5000).map { entry("piece-\($0)", title: "Piece \($0)") }
  let clock = ContinuousClock()
  print("5000 listings:", try clock.measure { _ = try Storefront(template: template, deskName: "R", site: nil).files(for: many) })
}
