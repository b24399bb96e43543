import Core
import Datasets
import TestSupport
import Testing

struct LeakReportTests {
  @Test func `a planted twin is found, with both ids, its index and the passage`() throws {
    var planted = PlantedTexts(seed: 5)
    let text = planted.text(words: 80)
    let twin = planted.changed(text, words: 4)
    var entries = (0..<100).map { number in
      LeakReport.Entry(
        example("e\(number)", planted.text(words: 60), in: "d\(number).md"),
        in: number < 80 ? .train : number < 90 ? .validation : .test)
    }
    #expect(try LeakReport(entries).isClean)
    #expect(try LeakReport(entries).pairs == 80 * 20 + 10 * 10)
    entries.append(.init(example("one", text, in: "one.md"), in: .train))
    entries.append(.init(example("two", twin, in: "two.md"), in: .test))
    let leak = try #require(try LeakReport(entries).leaks.first)
    #expect(try LeakReport(entries).leaks.count == 1)
    #expect((leak.kind, leak.heldOut, leak.other) == (.alike, "two", "one"))
    #expect((leak.heldOutSplit, leak.otherSplit) == (.test, .train))
    #expect(
      leak.jaccard
        == PlainArithmetic.jaccard(PlainArithmetic.grams(text), PlainArithmetic.grams(twin)))
    #expect(!(leak.shared ?? "").isEmpty)
  }

  @Test func `the same answer, short as it is, and the same document are leaks`() throws {
    let entries = [
      LeakReport.Entry(example("a", "Save it.", in: "a.md"), in: .validation),
      LeakReport.Entry(example("b", "SAVE  it.", in: "b.md"), in: .train),
      LeakReport.Entry(example("c", "Open it.", in: "b.md"), in: .test),
    ]
    let leaks = try LeakReport(entries).leaks
    #expect(leaks.map(\.kind) == [.same, .group])
    #expect(leaks.map(\.heldOut) == ["a", "c"])
    #expect(leaks.map(\.other) == ["b", "b"])
  }

  @Test func `two thousand documents with planted twins split without a leak`() throws {
    var planted = PlantedTexts(seed: 9, words: 3_000)
    var nodes: [DesignNode] = []
    var texts: [String] = []
    for number in 0..<2_000 {
      let name = "page\(number).html"
      for part in 0..<2 {
        let base = texts.isEmpty ? "" : texts[planted.number(in: 0...(texts.count - 1))]
        let text =
          planted.number(in: 0...9) < 2 && !base.isEmpty
          ? planted.changed(base, words: planted.number(in: 0...7)) : planted.text(words: 60)
        texts.append(text)
        nodes.append(node(.section, "Part \(part)", in: name, line: part * 2 + 1))
        nodes.append(
          node(.paragraph, text, in: name, line: part * 2 + 2, under: ["Part \(part)"]))
      }
    }
    let built = try DatasetBuilder.plain().build(from: nodes)
    let splits = Dictionary(
      uniqueKeysWithValues: try built.readLineage().map { ($0.id, $0.split) })
    let entries = try built.examples.map {
      LeakReport.Entry($0, in: try #require(splits[$0.id]))
    }
    #expect(try LeakReport(entries).leaks == [])
    // Split by document alone, the twins do leak.
    let byDocument = built.examples.map { example in
      LeakReport.Entry(example, in: example.group.hasSuffix("7.html") ? .test : .train)
    }
    #expect(try !LeakReport(byDocument).isClean)
    #expect(built.counts["test", default: 0] > 50)
  }
}
