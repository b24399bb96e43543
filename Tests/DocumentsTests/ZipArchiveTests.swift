import Documents
import Foundation
import Testing

@Suite(.serialized)
struct ZipArchiveTests {
  private let entries = [
    ZipArchive.Entry(path: "mimetype", data: Data("application/epub+zip".utf8), isStored: true),
    ZipArchive.Entry(path: "EPUB/café.xhtml", data: Data(repeating: 65, count: 100_000)),
    ZipArchive.Entry(path: "EPUB/empty.css", data: Data()),
  ]

  @Test func `the first entry is stored, without an extra field`() throws {
    let archive = [UInt8](try ZipArchive.write(entries))
    #expect(archive.starts(with: [0x50, 0x4B, 0x03, 0x04]))
    // PKWARE APPNOTE 4.3.7: method at 8, length of the name at 26, of the extra field at 28.
    #expect(archive[8...9] == [0, 0])
    #expect(archive[26...29] == [8, 0, 0, 0])
    #expect(String(decoding: archive[30..<58], as: UTF8.self) == "mimetypeapplication/epub+zip")
    #expect(archive.count < 1_000)
  }

  @Test func `the same entries give the same bytes in every time zone`() throws {
    let here = try ZipArchive.write(entries)
    let old = ProcessInfo.processInfo.environment["TZ"]
    defer {
      if let old { setenv("TZ", old, 1) } else { unsetenv("TZ") }
      tzset()
    }
    for zone in ["Asia/Tokyo", "America/St_Johns", "UTC"] {
      setenv("TZ", zone, 1)
      tzset()
      #expect(try ZipArchive.write(entries) == here)
    }
  }

  @Test(arguments: ["", "/a", "../a", "a/../b", "a//b", "a\\b"])
  func `a path that leads elsewhere is refused`(path: String) {
    #expect(throws: ZipArchive.Failure.self) {
      try ZipArchive.write([ZipArchive.Entry(path: path, data: Data())])
    }
  }

  @Test func `a path that stands twice is refused`() {
    let entry = ZipArchive.Entry(path: "a", data: Data())
    #expect(throws: ZipArchive.Failure.self) { try ZipArchive.write([entry, entry]) }
  }
}
