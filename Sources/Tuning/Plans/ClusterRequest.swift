/// What a plan asks of a cluster, with Slurm's words for it: its runs become a job array there.
public struct ClusterRequest: Hashable, Sendable {
  /// What gives the machines out.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    /// `sbatch`, `squeue`, `sacct`, `scancel`.
    case slurm
  }

  /// What gives the machines out.
  public var kind: Kind
  /// Which machines; `nil` for those that the cluster gives to whoever does not say.
  public var partition: String?
  /// How long a run may take, as `sbatch --time` has it: `90`, `1:30:00`, `2-00:00:00`.
  public var time: String?
  /// A run's GPUs, as `sbatch --gpus` has them: `2`, `a100:2`.
  public var gpus: String?
  /// A run's memory on a machine, as `sbatch --mem` has it: `16G`.
  public var memory: String?
  /// A run's processors; `nil` for one of each process.
  public var cpus: Int?
  /// Whom the cluster puts it down to.
  public var account: String?

  public init(kind: Kind = .slurm) { self.kind = kind }

  /// The keys of a plan's `cluster`.
  static let keys = ["kind", "partition", "time", "gpus", "memory", "cpus", "account"]

  /// How many GPUs a run has; `nil` where the plan asks for none.
  var gpuCount: Int? {
    gpus.flatMap { $0.split(separator: ":").last }.flatMap { Int($0) }
  }

  /// Seconds that a run may take; `nil` where the cluster decides.
  public var seconds: Int? { time.flatMap(Self.seconds) }

  /// What `sbatch --time` takes: minutes, m:s, h:m:s, d-h, d-h:m, d-h:m:s; `nil` for anything else.
  static func seconds(_ text: String) -> Int? {
    let halves = text.split(separator: "-", omittingEmptySubsequences: false)
    let parts = (halves.last ?? "").split(separator: ":", omittingEmptySubsequences: false)
    let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x3A || $0 == 0x2D }
    let numbers = parts.compactMap { Int($0) }
    guard isPlain, (1...2).contains(halves.count), (1...3).contains(parts.count),
      numbers.count == parts.count, numbers.allSatisfy({ $0 < 100_000 })
    else { return nil }
    let places: [Int]
    var days = 0
    if halves.count == 2 {
      guard let whole = Int(halves[0]), whole < 10_000 else { return nil }
      days = whole
      places = [3_600, 60, 1]
    } else {
      places = parts.count == 3 ? [3_600, 60, 1] : [60, 1]
    }
    return zip(numbers, places).reduce(days * 86_400) { $0 + $1.0 * $1.1 }
  }
}
