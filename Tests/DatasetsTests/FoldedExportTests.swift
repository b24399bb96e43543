import Core
import Datasets
import Foundation
import Testing

/// `colophon dataset export --folds`.
struct FoldedExportTests {
  /// Groups of three chats each. The answers of two neighbouring groups are much alike.
  private func dataset(groups: Int, seed: UInt64 = 3) throws -> Dataset {
    var planted = PlantedTexts(seed: seed, words: 5_000)
    var lines: [String] = []
    for pair in 0..<(groups / 2) {
      let shared = planted.text(words: 60)
      for group in [2 * pair, 2 * pair + 1] {
        for _ in 0..<3 {
          let answer = "\(shared) \(planted.text(words: 14))"
          lines.append(
            #"{"prompt": "Ask \#(group)", "completion": "\#(answer)", "group": "g\#(group)"}"#)
        }
      }
    }
    let read = try DatasetImport([
      ImportFile("in.jsonl", Data(lines.joined(separator: "\n").utf8))
    ])
    let files = try ImportedDataset(
      read, about: .init(title: "Folds", language: "en", licence: "CC0-1.0"), splitting: .byGroup
    ).files
    return try Dataset { files[$0] }
  }

  @Test func `each example of training is tested in one fold, and nothing like it is learnt there`()
    throws
  {
    let dataset = try dataset(groups: 40)
    let kept = dataset.entries.filter { $0.split != .test }
    let export = try DatasetExport(dataset, as: .openAI, folds: 4)
    var tested: [String] = []
    for fold in 1...4 {
      let prefix = "fold-\(fold)/"
      let part = try Dataset { export.files[prefix + $0] }
      #expect(part.findings.isEmpty)
      #expect(part.entries.count == kept.count)
      let test = part.entries.filter { $0.split == .test }
      #expect(!test.isEmpty && test.count < kept.count / 2)
      tested += test.map(\.example.id)
      let leaks = try LeakReport(part.entries.map { LeakReport.Entry($0.example, in: $0.split) })
      #expect(leaks.isClean)
    }
    #expect(tested.sorted() == kept.map(\.example.id).sorted())
    #expect(kept.count < dataset.entries.count)
    #expect(export.findings.map(\.rule) == ["export-folds-test"])
  }

  @Test func `more folds than can be parted are refused with how many can`() throws {
    let export = try DatasetExport(try dataset(groups: 6), as: .openAI, folds: 5)
    #expect(export.files.isEmpty && export.counts.isEmpty)
    #expect(export.findings.map(\.rule) == ["export-folds"])
  }
}
