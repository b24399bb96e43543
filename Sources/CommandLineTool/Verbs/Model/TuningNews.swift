import Core
import Formats
import Newsroom
import Synchronization
import Tuning

/// What happens while a plan is run, for those who watch: a bar with the loss, and a line for each run
/// that begins or ends.
final class TuningNews: Sendable {
  private let output: Output
  private let progress: @Sendable (StageContext.Progress) -> Void
  private let steps = Mutex<[RunID: Int]>([:])
  /// Examples that are too long, until they are told of.
  private let cuts = Mutex<[RunID: Int]>([:])

  init(output: Output, progress: @escaping @Sendable (StageContext.Progress) -> Void) {
    self.output = output
    self.progress = progress
  }

  func tell(_ news: PlanNews) {
    switch news {
    case .started(let run, let isResumed):
      output.note("Run \(run) \(isResumed ? "goes on." : "begins.")")
    case .attached(let run): output.note("Run \(run) is at work, and is followed.")
    case .run(let run, let news): tell(news, of: run)
    case .finding(let finding): output.talk([finding])
    }
  }

  func tell(_ news: RunNews, of run: RunID) {
    switch news {
    case .event(let event): tell(event, of: run)
    case .finding(let finding): output.talk([finding])
    case .state(let state):
      let detail = state.detail.isEmpty ? "" : ": \(state.detail)"
      output.note("Run \(run) is \(state.name)\(detail).")
    }
  }

  private func tell(_ event: TrainerEvent, of run: RunID) {
    switch event {
    case .start(let start):
      if let all = start.steps { steps.withLock { $0[run] = all } }
    case .cut: cuts.withLock { $0[run, default: 0] += 1 }
    case .step(let step):
      if let count = cuts.withLock({ $0.removeValue(forKey: run) }) {
        output.note(
          "Run \(run): \(count.counted("example")) longer than maxTokens, cut or left out; its page lists "
            + "them: colophon model watch --page FILE.")
      }
      let all = steps.withLock { $0[run] } ?? step.step
      progress(
        .init(
          "run \(run)", done: min(step.step, all), total: all,
          note: "loss \(Figure.text(step.loss))"))
    case .evaluation(let evaluation):
      output.note(
        "Run \(run), step \(evaluation.step): validation loss \(Figure.text(evaluation.loss)).")
    case .sample, .checkpoint, .end, .unknown: break
    }
  }
}
