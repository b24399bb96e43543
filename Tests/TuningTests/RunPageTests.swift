import Core
import Formats
import Foundation
import TestSupport
import Testing
import Tuning

/// The pages of a run and of several, as a browser gets them.
@Suite(.enabled(if: !TuningDesk.python.isEmpty, "python3 is not installed here"))
struct RunPageTests {
  private func template(_ path: String) throws -> TemplateFile {
    let file = Corpus.projectRoot.appending(path: "Templates").appending(path: path)
    return TemplateFile(display: path, bytes: try Data(contentsOf: file))
  }

  /// A page's elements of one name, with the attributes asked for; it has to be well-formed XML, which
  /// these pages are but for the elements that have no end.
  private func page(_ data: Data) throws -> String {
    let text = String(decoding: data, as: UTF8.self)
    #expect(!text.contains("{{"))
    #expect(!text.lowercased().contains("<script"))
    return text
  }

  @Test func `a run's page has its curves with what they show, its samples, cuts and settings`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(
        in: folder,
        plan: "samples: ['Why <i>?', '!cut', '!rubbish']\nceiling: {pricePerHour: 3600}\n")
      try await desk.run()
      let run = desk.folder.run(try desk.runs()[0].id)
      let text = try page(
        RunPage(of: run, under: try desk.plan().ceiling, now: Date())
          .page(title: "voice & more", template: template))
      #expect(text.contains("<h1>voice &amp; more</h1>"))
      #expect(text.components(separatedBy: "<svg").count == 4)
      #expect(text.contains("aria-labelledby=\"loss-title loss-description\""))
      #expect(text.contains("<title id=\"loss-title\">Training loss</title>"))
      #expect(text.contains("Validation loss over the steps: from "))
      let lines = text.components(separatedBy: "<polyline").dropFirst()
      let points = lines.map { line in
        line.components(separatedBy: "points=\"")[1].prefix { $0 != "\"" }
          .split(separator: " ").map { $0.split(separator: ",").compactMap { Double($0) } }
      }
      #expect(points.map(\.count) == [10, 5, 10])
      for point in points.joined() {
        #expect(point.count == 2 && (70...704).contains(point[0]) && (14...256).contains(point[1]))
      }
      // A falling loss goes down the picture: to a greater y.
      #expect(points[0][0][1] < points[0][9][1])
      #expect(text.contains("<h3>Why &lt;i&gt;?</h3>"))
      #expect(text.contains("answer &lt;b&gt;10&lt;/b&gt; &amp; more"))
      #expect(text.contains("Examples that were cut: 1; left out: 1."))
      #expect(text.contains("<td><code>5e-05</code></td>"))
      #expect(text.contains("tuning-event-malformed"))
      #expect(text.contains("<th scope=\"row\">cost</th><td>$"))
    }
  }

  @Test func `a run that crashed before its first step has a page`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!die 1']\n")
      try await desk.run()
      let run = desk.folder.run(try desk.runs()[0].id)
      let text = try page(
        RunPage(of: run, under: RunCeiling(), now: Date()).page(title: "voice", template: template))
      #expect(text.contains("<strong>crashed</strong>"))
      #expect(text.contains("about to die"))
      #expect(!text.contains("<svg"))
    }
  }

  @Test func `a page shows no place of this machine`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "samples: ['!die 1']\n")
      try await desk.run()
      let run = desk.folder.run(try desk.runs()[0].id)
      let log = URL(filePath: run.path).appending(path: "trainer.log")
      let lines = """
        at 3/4 of it, see https://example.org/a/b
          File "/usr/lib/python3/site-packages/torch/nn.py", line 3
        cannot read \(desk.root)/Sets/voice/train.jsonl

        """
      try Data(try Data(contentsOf: log) + Data(lines.utf8)).write(to: log)
      let text = try page(
        RunPage(of: run, under: RunCeiling(), now: Date()).page(title: "voice", template: template))
      #expect(text.contains("at 3/4 of it, see https://example.org/a/b"))
      #expect(text.contains("File &quot;nn.py&quot;, line 3"))
      #expect(text.contains("cannot read Sets/voice/train.jsonl"))
      #expect(!text.contains(desk.root) && !text.contains("/usr/lib"))
    }
  }

  @Test func `several runs are in one picture with a legend, and in a table`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(
        in: folder, plan: "seeds: [1, 2]\nhyperparameters: {learningRate: [1e-4, 1e-3]}\n")
      try await desk.run()
      let table = try desk.table()
      let text = try page(
        ComparisonPage(table, in: desk.folder).page(title: "voice", template: template))
      #expect(text.contains("learningRate 0.0001, seed 1"))
      for row in table.rows { #expect(text.contains("<code>\(row.id)</code>")) }
      #expect(text.contains("<ul class=\"legend\">"))
      #expect(text.contains("learningRate: 0.0001 had the lowest mean loss"))
      // Two pictures of four lines, and a legend of four each.
      #expect(text.components(separatedBy: "<polyline").count == 1 + 16)
    }
  }

  @Test func `a long run's picture is bounded, and keeps its peak`() async throws {
    try await withTemporaryFolder { folder in
      let desk = try TuningDesk(in: folder, plan: "")
      try await desk.run()
      let run = desk.folder.run(try desk.runs()[0].id)
      var lines = ""
      for step in 11...20_000 {
        let loss = step == 7_777 ? 900.5 : 2.5
        lines +=
          "{\"event\":\"step\",\"at\":\"2026-11-21T18:00:00Z\",\"step\":\(step),\"loss\":\(loss)}\n"
      }
      let file = URL(filePath: run.path).appending(path: "events.jsonl")
      try Data(try Data(contentsOf: file) + Data(lines.utf8)).write(to: file)
      let data = try RunPage(of: run, under: RunCeiling(), now: Date())
        .page(title: "voice", template: template)
      #expect(data.count < 100_000)
      let line = try page(data).components(separatedBy: "points=\"")[1].prefix { $0 != "\"" }
      let heights = line.split(separator: " ").compactMap { $0.split(separator: ",").last }
        .compactMap { Double($0) }
      #expect(heights.count <= 600)
      // 900.5 of an axis that ends at 1,000.
      #expect((heights.min() ?? 0) < 45)
    }
  }
}
