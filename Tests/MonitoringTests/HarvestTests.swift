import Core
import Datasets
import Formats
import Foundation
import Monitoring
import SimulatedTraffic
import TestSupport
import Testing

@Suite struct HarvestTests {
  private static let days = Desk.first...Desk.first.advanced(by: 13)
  private static let question = "Where do I find the old atlas of the town with the harbour in it"
  private static let answer = "It stands in the reading room on the second floor beside the window."

  private func harvest(
    _ calls: [GatewayRecord], _ feedback: [Feedback], test: [Example]? = [],
    _ check: (Harvest) throws -> Void
  ) async throws {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root)
      let writer = try GatewayWriter(desk.folder, redactor: Desk.redactor)
      for call in calls { await writer.add(call) }
      for one in feedback { try await writer.add(one) }
      await writer.settle()
      let harvest = try Harvest(
        of: desk.folder, days: Self.days, test: test, redactor: Desk.redactor)
      #expect(Harvest.verify(harvest.files) == [])
      try check(harvest)
    }
  }

  private func says(
    _ id: String, _ rating: Feedback.Rating?, correction: String? = nil, client: String = "bot"
  ) -> Feedback {
    Feedback(
      id: id, time: Desk.first.start + 200, client: client, rating: rating, correction: correction)
  }

  private func examples(_ harvest: Harvest) throws -> [Example] {
    try DatasetImport(
      [Harvest.chatsName, Harvest.preferencesName].compactMap { name in
        harvest.files[name].map { ImportFile("imported/\(name)", $0) }
      }
    ).examples
  }

  @Test func `a good answer is taken, a corrected one as corrected, a bad one waits for a person`()
    async throws
  {
    let calls = [
      try call(
        "up", at: 1, asked: [(.system, "s"), (.user, Self.question)], answers: [Self.answer]),
      try call("fix", at: 2, asked: [(.user, "Who wrote the poem?")], answers: ["Nobody did."]),
      try call("down", at: 3, asked: [(.user, "May I eat here?")], answers: ["Yes, of course."]),
      try call("mute", at: 4, asked: [(.user, "May I sing here?")], answers: ["No."]),
    ]
    let feedback = [
      says("answer-up", .up), says("fix", .down, correction: "Anna Berg wrote it."),
      says("down", .down),
    ]
    try await harvest(calls, feedback) { harvest in
      let examples = try examples(harvest)
      #expect(
        examples.map(\.messages) == [
          [
            ChatMessage(.system, "s"), ChatMessage(.user, Self.question),
            ChatMessage(.assistant, Self.answer),
          ],
          [
            ChatMessage(.user, "Who wrote the poem?"),
            ChatMessage(.assistant, "Anna Berg wrote it."),
          ],
          [
            ChatMessage(.user, "Who wrote the poem?"),
            ChatMessage(.assistant, "Anna Berg wrote it."),
          ],
        ])
      #expect(examples.map(\.rejected) == [nil, nil, "Nobody did."])
      #expect(harvest.report.open.map(\.call) == ["down"])
      #expect(harvest.report.leftOut == ["needs-a-person": 1])
      #expect(harvest.report.reviewed == 3)
      #expect(harvest.report.calls == 4)
    }
  }

  @Test func `an example's lineage leads back to the conversation and to who reviewed it`()
    async throws
  {
    let calls = [
      try call(
        "one", conversation: "00aa", asked: [(.user, Self.question)], answers: [Self.answer])
    ]
    try await harvest(calls, [says("one", .up)]) { harvest in
      let read = try DatasetImport([
        ImportFile("imported/chats.jsonl", try #require(harvest.files[Harvest.chatsName]))
      ])
      #expect(read.findings == [])
      let dataset = try ImportedDataset(
        read, about: .init(title: "t", language: "en", licence: "CC0-1.0"), splitting: .byGroup)
      let lineage = try CanonicalJSON.readLines(
        Example.Lineage.self, from: try #require(dataset.files[Dataset.lineagePath]))
      let example = try #require(lineage.first)
      #expect(lineage.count == 1)
      let conversation = try #require(harvest.conversations.first)
      #expect(example.group == conversation.id)
      #expect(
        example.sources.map(\.document) == [
          "imported/chats.jsonl", "conversations.jsonl", "Gateway/calls/\(Desk.first).jsonl",
          "Gateway/feedback/\(Desk.first).jsonl",
        ])
      #expect(example.sources.map(\.node).dropFirst() == ["one", "one", "feedback by bot"])
      let line = try #require(harvest.files[Harvest.conversationsName]).dropLast()
      #expect(example.sources[1].digest == Digest(of: Data(line)))
      #expect(conversation.calls.first?.record.digest == example.sources[2].digest)
      #expect(conversation.calls.first?.review.by == "bot")
    }
  }

  @Test func `without consent nothing is taken, nor where it is taken back`() async throws {
    let said = "Then go on to the next shelf please"
    let calls = [
      try call(
        "no", consents: false, asked: [(.user, "First question of all")], answers: ["a b c"]),
      try call(
        "named", conversation: "00aa", asked: [(.user, "Second question")], answers: ["d e"]),
      try call(
        "back", conversation: "00aa", consents: false,
        asked: [(.user, "Second question"), (.assistant, "d e"), (.user, said)], answers: ["f"]),
      try call("chain", asked: [(.user, "Third question")], answers: ["g h i"]),
      try call(
        "chain-2", consents: false,
        asked: [(.user, "Third question"), (.assistant, "g h i"), (.user, said)], answers: ["f"]),
      try call("yes", asked: [(.user, "Third question")], answers: ["j k l"]),
    ]
    let feedback = ["no", "named", "chain", "yes"].map { says($0, .up) }
    try await harvest(calls, feedback) { harvest in
      let taken = try examples(harvest)
      #expect(taken.map(\.messages.last?.content) == ["j k l"])
      #expect(harvest.report.leftOut == ["no-consent": 3])
    }
  }

  @Test func `consent that was taken back on another day counts as well`() async throws {
    let calls = [
      try call(
        "before", at: -90_000, conversation: "00aa", consents: false, asked: [(.user, "q")],
        answers: ["a"]),
      try call("one", conversation: "00aa", asked: [(.user, "First question")], answers: ["a"]),
      try call("two", conversation: "00bb", asked: [(.user, "Second question")], answers: ["b"]),
      try call(
        "after", at: 86_400 * 20, conversation: "00bb", consents: false, asked: [(.user, "q")],
        answers: ["a"]),
      try call("three", asked: [(.user, "Third question")], answers: ["c"]),
    ]
    try await harvest(calls, ["one", "two", "three"].map { says($0, .up) }) { harvest in
      let taken = try examples(harvest)
      #expect(taken.map(\.messages.last?.content) == ["c"])
      #expect(harvest.report.leftOut == ["no-consent": 2])
      #expect(harvest.report.calls == 3)
    }
  }

  @Test func `an answer's id that two calls have makes an example of neither`() async throws {
    var calls = [
      try call("one", asked: [(.user, "First question")], answers: ["a"]),
      try call("two", asked: [(.user, "Second question")], answers: ["b"]),
    ]
    for place in calls.indices { calls[place].answerID = "same" }
    try await harvest(calls, [says("same", .up), says("two", .up)]) { harvest in
      let taken = try examples(harvest)
      #expect(taken.map(\.messages.last?.content) == ["b"])
      #expect((harvest.report.ambiguous, harvest.report.unmatched) == (1, 0))
      #expect(harvest.findings.map(\.rule) == ["gateway-feedback-ambiguous"])
    }
  }

  @Test func `what is in Git tells nothing of what was taken out of it`() async throws {
    var one = try call("one", asked: [(.user, Self.question)], answers: [Self.answer])
    one.requestDigest = Digest(of: one.request)
    one.answerDigest = Digest(of: "answer")
    try await harvest([one], [says("one", .up)]) { harvest in
      for file in harvest.files.values {
        let text = String(decoding: file, as: UTF8.self)
        for digest in [one.requestDigest, one.answerDigest].compactMap(\.self) {
          #expect(!text.contains(digest.hex))
        }
      }
    }
  }

  @Test func `what another client says of an answer is not listened to`() async throws {
    let calls = [try call("one", asked: [(.user, "First question")], answers: ["a"])]
    try await harvest(calls, [says("one", .up, client: "stranger")]) { harvest in
      #expect(harvest.report.reviewed == 0)
      #expect(harvest.report.unmatched == 1)
      #expect(harvest.files.keys.sorted() == [Harvest.reportName])
    }
  }

  @Test func `all that a client said of an answer counts, by whichever id, and its last word`()
    async throws
  {
    let calls = [try call("one", asked: [(.user, "First question")], answers: ["a"])]
    func says(_ id: String, _ second: Double, _ rating: Feedback.Rating?, _ correction: String?)
      -> Feedback
    {
      Feedback(
        id: id, time: Desk.first.start + second, client: second == 0 ? "stranger" : "bot",
        rating: rating, correction: correction)
    }
    let feedback = [
      says("one", 0, .up, "Not this"), says("answer-one", 1, .up, nil),
      says("answer-one", 2, .down, nil), says("one", 90_000, nil, "This"),
    ]
    try await harvest(calls, feedback) { harvest in
      let taken = try examples(harvest)
      #expect(taken.map(\.messages.last?.content) == ["This", "This"])
      #expect(taken.map(\.rejected) == [nil, "a"])
      let review = try #require(harvest.conversations.first?.calls.first?.review)
      #expect(review.rating == .down)
      #expect(review.records.count == 3)
      #expect(review.records.last?.file == "Gateway/feedback/\(Desk.first.advanced(by: 1)).jsonl")
      #expect(harvest.report.unmatched == 1)
    }
  }

  @Test func `what cannot be learned is left out, and counted by its reason`() async throws {
    var picture = try call("picture", asked: [(.user, "x")], answers: ["a"])
    picture.request =
      #"{"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}]}"#
    var tools = try call("tools", asked: [(.user, "x")], answers: ["a"])
    tools.request = #"{"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function"}]}"#
    let calls = [
      picture, tools,
      try call("half", asked: [(.user, "q1")], answers: ["a"], outcome: .half),
      try call("cut", asked: [(.user, "q2")], answers: ["a"], finish: "length"),
      try call("two", asked: [(.user, "q3")], answers: ["a", "b"]),
      try call("blank", asked: [(.user, "q4")], answers: [" "]),
      try call("bad", at: 5, conversation: "00aa", asked: [(.user, "q5")], answers: ["wrong"]),
      try call(
        "after", at: 6, conversation: "00aa",
        asked: [(.user, "q5"), (.assistant, "wrong"), (.user, "q6")], answers: ["right"]),
      try call("words", asked: [(.user, "q7")], answers: ["a"]),
    ]
    var feedback = ["picture", "tools", "half", "cut", "two", "blank", "after"].map {
      says($0, .up)
    }
    feedback.append(says("bad", .down))
    feedback.append(
      Feedback(id: "words", time: Desk.first.start, client: "bot", comment: "hm"))
    try await harvest(calls, feedback) { harvest in
      let taken = try examples(harvest)
      #expect(taken == [])
      #expect(
        harvest.report.leftOut == [
          "not-plain-text": 2, "not-whole": 1, "cut-off": 1, "several-answers": 1, "empty": 1,
          "needs-a-person": 1, "after-a-bad-answer": 1, "not-rated": 1,
        ])
    }
  }

  @Test func `what repeats another example, or nearly does, is taken once`() async throws {
    let long =
      "The reading room is open on all days but Sunday from nine in the morning until "
      + "eight in the evening and on the last Friday of a month until midnight for members"
    let calls = [
      try call("1", at: 1, asked: [(.user, "Open?")], answers: [long]),
      try call("2", at: 2, asked: [(.user, "open?")], answers: [long.uppercased()]),
      try call("3", at: 3, asked: [(.user, "When can I come?")], answers: [long + " only"]),
      try call("4", at: 4, asked: [(.user, "Closed?")], answers: ["On Sunday"]),
    ]
    try await harvest(calls, ["1", "2", "3", "4"].map { says($0, .up) }) { harvest in
      let taken = try examples(harvest)
      #expect(taken.count == 2)
      #expect(harvest.report.leftOut == ["repeated": 1, "near-repeat": 1])
    }
  }

  @Test func `what the test split has, or nearly has, never gets in`() async throws {
    let words = (0..<40).map { "word\($0)" }
    let test = [
      example("Where is the map room?", words.joined(separator: " ")),
      example("How do I renew a card that has long expired?", "At the desk."),
    ]
    let near = words.enumerated().map { $0.offset == 7 ? "other" : $0.element }
    let calls = [
      try call("question", asked: [(.user, "where is  the MAP room?")], answers: ["Upstairs"]),
      try call("near", asked: [(.user, "q1")], answers: [near.joined(separator: " ")]),
      try call(
        "run", asked: [(.user, "q2")],
        answers: ["And then " + words[3..<17].joined(separator: " ") + " as one said to me"]),
      try call(
        "inside",
        asked: [
          (
            .user,
            "Tell me now how do I renew a card that has long expired since I moved to a new town"
          )
        ], answers: ["Yes"]),
      try call(
        "later", asked: [(.user, "q3"), (.assistant, near.joined(separator: " ")), (.user, "q4")],
        answers: ["Good"]),
      try call("clean", asked: [(.user, "q5")], answers: ["word1 word2 word3"]),
    ]
    let feedback =
      calls.filter { $0.id != "near" }.map { says($0.id, .up) }
      + [says("near", .down, correction: "Something else entirely that nobody tests")]
    try await harvest(calls, feedback, test: test) { harvest in
      let taken = try examples(harvest)
      #expect(
        taken.map(\.messages.last?.content).sorted() == [
          "Something else entirely that nobody tests", "word1 word2 word3",
        ])
      // Of the corrected one the preference has the test's words as its rejected side.
      #expect(harvest.report.leftOut == ["in-the-test-split": 5])
    }
  }

  @Test func `a hundred near-duplicates of one test text are all kept out`() async throws {
    let words = (0..<30).map { "word\($0)" }
    let test = [example("Where?", words.joined(separator: " "))]
    let calls = try (0..<100).map { number in
      try call(
        "\(number)", asked: [(.user, "question \(number)")],
        answers: ["start\(number) " + words.dropLast(number % 15).joined(separator: " ")])
    }
    try await harvest(calls, calls.map { says($0.id, .up) }, test: test) { harvest in
      #expect(harvest.report.chats == 0)
      #expect(harvest.report.leftOut["in-the-test-split"] == 100)
    }
  }

  @Test func `without a test split a harvest says so`() async throws {
    try await harvest([], [], test: nil) { harvest in
      #expect(harvest.findings.map(\.rule) == ["harvest-without-test-split"])
    }
  }

  @Test func `a changed line is found by the harvest's files alone`() async throws {
    let calls = [
      try call("one", asked: [(.user, Self.question)], answers: [Self.answer]),
      try call("fix", asked: [(.user, "Who wrote the poem?")], answers: ["Nobody did."]),
    ]
    let feedback = [says("one", .up), says("fix", .down, correction: "Anna Berg wrote it.")]
    try await harvest(calls, feedback) { harvest in
      for (name, old, new) in [
        (Harvest.chatsName, "second floor", "third floor"),
        (Harvest.preferencesName, "Nobody did.", "Somebody did."),
        (Harvest.conversationsName, "second floor", "third floor"),
      ] {
        var files = harvest.files
        let text = String(decoding: try #require(files[name]), as: UTF8.self)
        files[name] = Data(text.replacingOccurrences(of: old, with: new).utf8)
        let findings = Harvest.verify(files)
        #expect(findings.map(\.rule) == ["harvest-changed"], "\(name)")
      }
      var files = harvest.files
      files[Harvest.conversationsName] = nil
      #expect(Harvest.verify(files).count == 3)
      // As who is killed while files are replaced leaves them.
      files = harvest.files
      files[Harvest.chatsName] = nil
      #expect(Harvest.verify(files).map(\.message).count == 1)
    }
  }

  @Test
  func `two weeks of traffic become a dataset version, twice the same, without personal data`()
    async throws
  {
    try await withTemporaryFolder { root in
      let desk = Desk(root: root)
      var traffic = SimulatedTraffic(seed: 11)
      traffic.conversationsPerDay = 150
      let (planted, counts) = try await desk.keep(traffic)
      #expect(planted.count >= 150)
      #expect((counts.redactions[.mailAddress] ?? 0) > 0)
      #expect((counts.redactions[.telephone] ?? 0) > 0)
      #expect((counts.redactions[.paymentCard] ?? 0) > 0)
      let first = try Harvest(of: desk.folder, days: Self.days, test: [], redactor: Desk.redactor)
      // What is harvested first is the test split of what is harvested then.
      let held = Array(try examples(first).prefix(40))
      let harvest = try Harvest(
        of: desk.folder, days: Self.days, test: held, redactor: Desk.redactor)
      let again = try Harvest(
        of: desk.folder, days: Self.days, test: held, redactor: Desk.redactor)
      #expect(harvest.files == again.files)
      #expect(Harvest.verify(harvest.files) == [])
      let taken = try examples(harvest)
      #expect(taken.count > 300)
      let ids = Set(taken.map(\.id))
      #expect(held.allSatisfy { !ids.contains($0.id) })
      #expect(harvest.report.leftOut["in-the-test-split"] ?? 0 >= 40)
      #expect(harvest.report.leftOut["no-consent"] ?? 0 > 0)
      let read = try DatasetImport(
        [Harvest.chatsName, Harvest.preferencesName].compactMap { name in
          harvest.files[name].map { ImportFile("imported/\(name)", $0) }
        })
      #expect(read.findings == [])
      let dataset = try ImportedDataset(
        read, about: .init(title: "t", language: "en", licence: "CC0-1.0"), splitting: .byGroup)
      var written = Array(harvest.files.values) + Array(dataset.files.values)
      for case let file as URL in FileManager.default.enumerator(
        at: root, includingPropertiesForKeys: nil) ?? .init()
      where file.pathExtension == "jsonl" {
        written.append(try Data(contentsOf: file))
      }
      #expect(written.count > 30)
      // Of an address its domain, of a telephone its last digits, of a card all of them.
      let numbers = Set(planted.compactMap { $0.split(separator: " ").last.map(String.init) })
      for file in written {
        let words = file.split { !(0x30...0x39).contains($0) && $0 < 0x61 }
        #expect(words.allSatisfy { !numbers.contains(String(decoding: $0, as: UTF8.self)) })
        #expect(file.firstRange(of: Data("post-office".utf8)) == nil)
      }
      let lineage = try CanonicalJSON.readLines(
        Example.Lineage.self, from: try #require(dataset.files[Dataset.lineagePath]))
      let known = Set(harvest.conversations.flatMap { $0.calls.map(\.call) })
      #expect(lineage.allSatisfy { $0.sources.count >= 4 && known.contains($0.sources[1].node) })
      let groups = Dictionary(grouping: lineage, by: \.group)
      #expect(groups.values.allSatisfy { Set($0.map(\.split)).count == 1 })
    }
  }

  private func example(_ question: String, _ answer: String) -> Example {
    Example(
      id: question, recipe: "import",
      messages: [ChatMessage(.user, question), ChatMessage(.assistant, answer)], group: "g",
      sources: [])
  }
}

extension Sequence<String?> {
  fileprivate func sorted() -> [String] { compactMap(\.self).sorted() }
}
