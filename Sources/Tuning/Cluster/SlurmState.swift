/// What a job is in, in Slurm's words (`squeue(1)`, "JOB STATE CODES"), as far as it matters here.
struct SlurmState {
  /// How far a job is.
  enum Phase {
    case waiting, working, over
  }

  /// The first word: `sacct` writes `CANCELLED by 1000`.
  let word: String

  init(_ text: String) {
    let first = text.split(separator: " ").first.map(String.init) ?? ""
    word = first.hasSuffix("+") ? String(first.dropLast()) : first
  }

  /// No job is given up for a word that nobody here knows: it is taken to be at work.
  var phase: Phase {
    switch word {
    case "PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "RESV_DEL_HOLD",
      "SPECIAL_EXIT":
      .waiting
    case "COMPLETED", "FAILED", "TIMEOUT", "DEADLINE", "OUT_OF_MEMORY", "NODE_FAIL", "BOOT_FAIL",
      "CANCELLED", "PREEMPTED", "REVOKED":
      .over
    default: .working
    }
  }

  /// What became of a run whose trainer left no last word, by what became of its job.
  ///
  /// - Parameters:
  ///   - how: what was written down of the job's end.
  ///   - lines: the last of the trainer's log.
  func end(_ how: String, node: String?, lines: [String]) -> RunState {
    let machine = node.map { "the machine \($0)" } ?? "its machine"
    switch word {
    case "OUT_OF_MEMORY":
      return .failed(
        code: "out-of-memory",
        reason: "the job took more memory than it had, and Slurm ended it: ask for more with "
          + "cluster.memory, or lower batchSize and raise gradientAccumulation by as much")
    case "TIMEOUT", "DEADLINE":
      return .crashed(
        reason:
          "the job reached its time limit, and Slurm ended it: ask for more with cluster.time",
        lines: lines)
    case "NODE_FAIL", "BOOT_FAIL":
      return .crashed(reason: "\(machine) failed", lines: lines)
    case "CANCELLED", "REVOKED":
      return .cancelled(reason: "somebody cancelled its job")
    case "PREEMPTED":
      return .cancelled(reason: "its job had to make room for another (PREEMPTED)")
    default:
      return .crashed(reason: "the trainer did not say how it ended; \(how)", lines: lines)
    }
  }

  /// How a job ended, one clause.
  ///
  /// - Parameter exit: code and signal, as Slurm writes them: `3:0`.
  func ending(exit: String?) -> String {
    let parts = (exit ?? "").split(separator: ":").compactMap { Int32($0) }
    if parts.count == 2, parts[1] != 0 { return "its job was \(word): signal \(parts[1])" }
    if parts.count == 2, word == "FAILED" || word == "COMPLETED" {
      return "its job was \(word): code \(parts[0])"
    }
    return "its job was \(word)"
  }

  /// Where Slurm no longer knows a job: too long ago, and no accounts are kept.
  static let gone = "its job is gone from Slurm, which keeps no accounts that say how"
}
