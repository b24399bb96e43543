import Evaluation
import Foundation
import TestSupport
import Testing

/// The reference implementations, where they are installed: a Python virtual environment with sacrebleu,
/// rouge-score, scikit-learn, scipy and rapidfuzz (its folder in `COLOPHON_VALIDATORS`, or
/// `.venv-validators` in the project).
enum References {
  static let absent: Comment = "the references are not installed here: .ci/setup validators"

  private static let root: URL = {
    let named = ProcessInfo.processInfo.environment["COLOPHON_VALIDATORS"]
    return named.map { URL(filePath: $0) } ?? Corpus.projectRoot.appending(path: ".venv-validators")
  }()

  static let arePresent: Bool = {
    let library = root.appending(path: "lib")
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: library.path)) ?? []
    return versions.contains { version in
      ["sacrebleu", "rouge_score", "sklearn", "scipy", "rapidfuzz"].allSatisfy { package in
        let path = library.appending(path: "\(version)/site-packages/\(package)").path
        return FileManager.default.fileExists(atPath: path)
      }
    }
  }()

  /// What a metric's reference says.
  struct Score: Decodable {
    var corpus: Double
    var segments: [Double]
    var signature: String
  }

  /// Pairs as the program reads them.
  struct Pairs: Encodable {
    struct Pair: Encodable {
      var hypothesis: String
      var references: [String]
    }
    var pairs: [Pair]

    init(_ pairs: [TextPair]) {
      self.pairs = pairs.map { Pair(hypothesis: $0.hypothesis, references: $0.references) }
    }
  }

  /// What a part of `reference.py` answers.
  static func ask<Answer: Decodable>(
    _ part: String, _ given: some Encodable, _ type: Answer.Type
  ) async throws -> Answer {
    try await withTemporaryFolder { folder in
      let (input, output) = (folder.appending(path: "in.json"), folder.appending(path: "out.json"))
      try JSONEncoder().encode(given).write(to: input)
      let program = Corpus.projectRoot.appending(path: "Tests/EvaluationTests/reference.py")
      let ended = try await onOwnThread {
        try ChildProcess(
          root.appending(path: "bin/python").path,
          [program.path, part, input.path, output.path]
        ).end()
      }
      try #require(ended.code == 0, "\(ended.errors.suffix(2_000))")
      return try JSONDecoder().decode(type, from: Data(contentsOf: output))
    }
  }
}
