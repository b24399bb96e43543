import Core
import Foundation
import Newsroom
import TestSupport

/// A desk with a model's plan, a base of no weight, a set of prompts, a server as a test wants it, and a
/// trainer that learns nothing and writes a model all the same.
struct ModelLife {
  let newsroom: Newsroom
  let root: URL

  static let set = "Sets/voice/test.jsonl"

  /// - Parameters:
  ///   - tuned: what a server calls the model that it tunes.
  ///   - server: the servers by their addresses; `nil` for one that answers as the test says.
  init(
    in root: URL, seeds: String = "[1, 2]", prompts: Int = 12, tuned: String = "ft:tiny:desk::1",
    likelihood: AnswerLikelihood? = nil,
    answer: @escaping @Sendable (_ model: String, _ prompt: String) -> String? = { _, _ in nil },
    server: (@Sendable (_ url: String) throws(EngineError) -> any RemoteEngine)? = nil
  ) async throws {
    let world = Newsroom.World(
      now: { Date(timeIntervalSince1970: 1_795_000_000) },
      engine: { name throws(EngineError) in
        throw EngineError(.notConfigured, "there is no engine '\(name)'", remedy: "Name another.")
      },
      server: { (url, _) throws(EngineError) in
        if let server { return try server(url) }
        return ScriptedServer(
          answer: answer, likelihood: likelihood,
          offered: [OfferedModel(id: "old-1", ownedBy: nil, shutdownDate: "2026-12-01")])
      }, tuning: { () throws(EngineError) in ScriptedTuning(model: tuned) }, progress: { _ in })
    self.root = root.appending(path: "desk")
    newsroom = try await Newsroom.makeDesk(
      at: self.root.path, .empty(deskName: "Tests", person: "Ada Test", email: "ada@example.com"),
      world: world
    ).newsroom
    for (name, text) in ["config.json": "{}", "tokenizer.json": "{}", "model.safetensors": "base"] {
      try write(text, to: "Bases/tiny/\(name)")
    }
    let lines = (1...prompts).map { number in
      #"{"messages":[{"role":"user","content":"Question \#(number)?"},"#
        + #"{"role":"assistant","content":"The answer to it is number \#(number) of many."}]}"#
    }
    let text = lines.joined(separator: "\n") + "\n"
    for split in ["train", "validation", "test"] {
      try write(text, to: "Sets/voice/\(split).jsonl")
    }
    try write(
      """
      name: voice
      base: Bases/tiny
      dataset: Sets/voice
      trainer: pytorch
      seeds: \(seeds)
      """, to: "Models/voice/tune.yml")
    try write(
      "backends:\n  - {name: local, url: 'http://127.0.0.1:9/v1'}\n", to: "gateway.yml")
    try write(Self.trainer, to: "Templates/trainers/pytorch/train.py")
    try write("", to: "Templates/trainers/pytorch/requirements.txt")
  }

  var model: ModelDesk { get throws { try newsroom.model("voice") } }
  var ada: Actor { get throws { try newsroom.actor(nil) } }

  func write(_ text: String, to path: String) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func text(of path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  /// The system's Python, by its whole path.
  static let python: String = {
    let found = try? ChildProcess("python3", ["-c", "import sys; print(sys.executable)"]).end()
    return found?.output.trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
  }()

  /// What a seed comes to is its loss; the model says which seed it is of.
  private static let trainer = """
    import datetime, json, os, sys
    os.chdir(sys.argv[1])
    plan = json.load(open("config.json"))
    def say(event, **fields):
        with open("events.jsonl", "a") as file:
            file.write(json.dumps({"event": event, **fields}) + "\\n")
    now = datetime.datetime.now(datetime.timezone.utc).isoformat()
    say("start", at=now, trainer="pytorch", versions={"python": "3"}, device="cpu",
        precision="float32", examples=12, tokens=100, steps=1, resumedFrom=None)
    say("step", at=now, step=1, epoch=1, loss=3.0, learningRate=1e-4, tokens=100)
    say("evaluation", step=1, loss=2.0 + plan["seed"] / 10)
    os.makedirs("weights/final", exist_ok=True)
    for name in ["config.json", "tokenizer.json"]:
        open("weights/final/" + name, "w").write("{}")
    open("weights/final/model.safetensors", "w").write(str(plan["seed"]))
    say("checkpoint", step=1, folder="weights/final", isBest=True)
    say("end", at=now, status="completed", step=1, reason=None, code=None)

    """
}
