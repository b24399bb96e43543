import Core
import Foundation
import Synchronization
import TestSupport
import Testing
import Tuning

/// The Python environment of a trainer: made once, and never taken half made.
@Suite(.enabled(if: !TuningDesk.python.isEmpty, "python3 is not installed here"))
struct TrainerEnvironmentTests {
  /// A wheel that needs no index: a zip with a module and what pip asks to know of it.
  private static let wheel = """
    import sys, zipfile
    with zipfile.ZipFile(sys.argv[1], "w") as file:
        file.writestr("borrowed.py", "answer = 42\\n")
        info = "borrowed-1.0.dist-info/"
        file.writestr(info + "METADATA", "Metadata-Version: 2.1\\nName: borrowed\\nVersion: 1.0\\n")
        file.writestr(info + "WHEEL", "Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        file.writestr(info + "RECORD", "")
    """

  private func trainer(_ requirements: String, in folder: URL) throws -> Trainer {
    try Trainer(
      .pytorch,
      files: [
        ("pytorch/train.py", Data("import common\n".utf8)),
        ("pytorch/requirements.txt", Data(requirements.utf8)),
        ("common/events.py", Data("".utf8)), ("tensorflow/train.py", Data("".utf8)),
      ], cache: folder.path)
  }

  private func make(
    _ trainer: Trainer, in folder: URL
  ) async throws -> (environment: TrainerEnvironment, made: Int) {
    let made = Mutex(0)
    let environment = try await TrainerEnvironment(
      for: trainer, cache: folder.path, base: TuningDesk.python
    ) { _ in made.withLock { $0 += 1 } }
    return (environment, made.withLock { $0 })
  }

  @Test func `a trainer's files are written beside what they share, and no other's`() async throws {
    try await withTemporaryFolder { folder in
      let trainer = try trainer("", in: folder)
      let files = try FileManager.default.subpathsOfDirectory(
        atPath: URL(filePath: trainer.folder).deletingLastPathComponent().path)
      #expect(
        files.sorted() == [
          "common", "common/events.py", "pytorch", "pytorch/requirements.txt", "pytorch/train.py",
        ])
      // A changed copy is written again.
      try Data("no".utf8).write(to: URL(filePath: trainer.program))
      _ = try self.trainer("", in: folder)
      #expect(try String(contentsOfFile: trainer.program, encoding: .utf8) == "import common\n")
    }
  }

  @Test func `requirements are installed once, and anew when they change or were half installed`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let script = folder.appending(path: "wheel.py")
      try Data(Self.wheel.utf8).write(to: script)
      let wheel = folder.appending(path: "borrowed-1.0-py3-none-any.whl").path
      #expect(try ChildProcess(TuningDesk.python, [script.path, wheel]).end().code == 0)
      let trainer = try trainer("\(wheel)\n", in: folder)
      let (environment, made) = try await make(trainer, in: folder)
      #expect(made == 1)
      let asked = ["-c", "import borrowed; print(borrowed.answer)"]
      #expect(try ChildProcess(environment.python, asked).end().output == "42\n")
      #expect(try await make(trainer, in: folder).made == 0)
      // Without its stamp it is half made.
      let home = URL(filePath: environment.python).deletingLastPathComponent()
        .deletingLastPathComponent()
      try FileManager.default.removeItem(at: home.appending(path: "colophon.json"))
      try Data().write(to: home.appending(path: "left-over"))
      #expect(try await make(trainer, in: folder).made == 1)
      #expect(!FileManager.default.fileExists(atPath: home.appending(path: "left-over").path))
      let other = try self.trainer("# nothing\n", in: folder)
      let (empty, _) = try await make(other, in: folder)
      #expect(empty.python != environment.python)
      #expect(try ChildProcess(empty.python, asked).end().code == 1)
    }
  }

  @Test func `what cannot be installed is an error with pip's words, and is not taken`()
    async throws
  {
    try await withTemporaryFolder { folder in
      let trainer = try trainer("./not-there-1.0-py3-none-any.whl\n", in: folder)
      for _ in 0..<2 {
        await #expect {
          try await make(trainer, in: folder)
        } throws: { error in
          (error as? TuningError)?.code == .environment && "\(error)".contains("not-there-1.0")
        }
      }
    }
  }

  @Test func `two at once make it once`() async throws {
    try await withTemporaryFolder { folder in
      let trainer = try trainer("", in: folder)
      async let first = make(trainer, in: folder)
      async let second = make(trainer, in: folder)
      let made = try await [first.made, second.made]
      #expect(made.reduce(0, +) == 1)
    }
  }

  @Test func `a trainer without a program or requirements is refused`() throws {
    #expect(throws: TuningError.self) {
      _ = try Trainer(.tensorflow, files: [("tensorflow/train.py", Data())], cache: "/nowhere")
    }
    #expect(throws: TuningError.self) { _ = try Trainer(.tensorflow, in: "/nowhere") }
  }
}
