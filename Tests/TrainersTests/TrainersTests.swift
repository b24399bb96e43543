import Foundation
import TestSupport
import Testing

/// The local trainers under `Templates/trainers/`, by the program that calls them as Colophon does.
struct TrainersTests {
  /// The whole of it, many processes more, is `.ci/check-trainers`.
  @Test(.enabled(if: TrainerPythons.arePresent, "\(TrainerPythons.absent)"))
  func `each local trainer learns, goes on, stops and fails as it should`() async throws {
    let torch = try #require(TrainerPythons.torch)
    let tensorflow = try #require(TrainerPythons.tensorflow)
    let program = Corpus.projectRoot.appending(path: "Tests/TrainersTests/check_trainers.py")
    let ended = try await onOwnThread {
      // It takes minutes of two processors, which the other tests need at their moments.
      try ChildProcess(
        "nice",
        [
          "-n", "10", torch.path, program.path, "--quick", "--with-parent",
          "--torch", torch.path, "--tensorflow", tensorflow.path,
        ]
      ).end()
    }
    let failed = ended.output.split(separator: "\npass  ").filter { $0.contains("FAIL  ") }
    #expect(
      ended.code == 0,
      """
      \(failed.joined(separator: "\n").suffix(6_000))
      \(ended.errors.suffix(2_000))
      \(ended.output.suffix(200))
      """)
  }
}
