import Foundation
import TestSupport
import Testing

/// How a piece of the sample desk is taken through its stages from the command line.
enum StageWalk {
  /// The decisions that take a sample piece to each stage, by who takes them.
  static let steps: [[[String]]] = [
    [["run", "--as", "priya"]],
    [["approve", "--as", "helen"], ["run", "--as", "tomasz"]],
    [["approve", "--as", "helen"], ["run", "--as", "amara"]],
    [["approve", "--as", "tomasz"], ["run", "--as", "amara"]],
    [["approve", "--as", "helen"], ["run", "--as", "amara"]],
    [["select", "--best", "--because", "best", "--as", "helen"], ["run", "--as", "yusuf"]],
    [["approve", "--as", "linh"], ["approve", "--as", "yusuf"], ["run", "--as", "linh"]],
    [["approve", "--as", "priya"], ["run", "--as", "priya"]],
  ]
  static let piece = "reserve"

  /// A desk for each stage, ready to be run there.
  static func prepare(in root: URL) throws -> [String] {
    let first = root.appending(path: "ready-0").path
    #expect(try Program.run("init", "--sample", first).code == 0)
    var ready = [first]
    for (stage, taken) in steps.enumerated() {
      let here = root.appending(path: "ready-\(stage)").path
      let decisions = taken.dropLast()
      for decision in decisions {
        let ended = try Program.start(
          [decision[0], piece, "--desk", here] + decision.dropFirst()
        ).end()
        #expect(ended.code == 0, "\(decision): \(ended.errors)")
      }
      guard stage + 1 < steps.count, let run = taken.last else { continue }
      let next = root.appending(path: "ready-\(stage + 1)").path
      try FileManager.default.copyItem(atPath: here, toPath: next)
      let ended = try Program.start([run[0], piece, "--desk", next] + run.dropFirst()).end()
      #expect(ended.code == 0, "\(run): \(ended.errors)")
      ready.append(next)
    }
    return ready
  }
}
