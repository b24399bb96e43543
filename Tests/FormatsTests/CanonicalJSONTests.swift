import Core
import Formats
import Foundation
import Testing

@Suite struct CanonicalJSONTests {
  private struct Sample: Codable, Equatable {
    var zebra = 1
    var apple: [String] = []
    var map: [String: Int] = [:]
    var text = "a/b \"[\n\n]\" é"
  }

  @Test func `a document has sorted keys, one value a line, and closed-up empty containers`() throws {
    let text = String(decoding: try CanonicalJSON.document(Sample()), as: UTF8.self)
    #expect(
      text == """
        {
          "apple" : [],
          "map" : {},
          "text" : "a/b \\"[\\n\\n]\\" é",
          "zebra" : 1
        }

        """)
  }

  @Test func `what is written is read again`() throws {
    let sample = Sample(apple: ["x"], map: ["k": 2])
    let data = try CanonicalJSON.document(sample)
    #expect(try JSONDecoder().decode(Sample.self, from: data) == sample)
    #expect(try CanonicalJSON.readLines(Sample.self, from: CanonicalJSON.lines([sample, sample])).count == 2)
  }

  @Test func `a line that cannot be read is named by its number`() {
    let data = Data("{\"zebra\":1,\"apple\":[],\"map\":{},\"text\":\"\"}\n{oops\n".utf8)
    #expect {
      _ = try CanonicalJSON.readLines(Sample.self, from: data)
    } throws: { error in
      (error as? JSONLinesError)?.line == 2
    }
  }

  @Test func `a digest is the SHA-256 of the bytes`() {
    // FIPS 180-4's example, "abc".
    #expect(
      Digest(of: "abc").hex
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
