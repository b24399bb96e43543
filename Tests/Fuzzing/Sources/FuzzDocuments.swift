import Documents
import Foundation

/// The names a document may have: the first byte of an input chooses one, for formats that only a
/// name settles.
private let names = ["a.xml", "a.html", "a.md", "a.svg", "a.dita", "a.bin"]

/// What libFuzzer calls with each input: reads it as a document. Whatever it is, the reader returns
/// or throws; a crash, a hang or a sanitizer's report is a finding.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDocument(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  guard count > 1 else { return 0 }
  let name = names[Int(bytes[0]) % names.count]
  let data = Data(bytes: bytes + 1, count: count - 1)
  do {
    let document = try DocumentReader.read(data, path: name, display: name)
    precondition(document.nodes.allSatisfy { $0.line >= 1 }, "a node has no line")
  } catch {
    precondition(!error.message.isEmpty && !error.remedy.isEmpty, "an error says nothing")
  }
  return 0
}
