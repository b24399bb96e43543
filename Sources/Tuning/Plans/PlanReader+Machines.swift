import Core
import Formats

/// What a plan says of several processes and of a cluster.
extension PlanReader {
  mutating func cluster() -> ClusterRequest? {
    guard let members = members(["cluster"], known: ClusterRequest.keys) else { return nil }
    guard let kind = members["kind"] else {
      add(
        .keyMissing, at: ["cluster"], "the cluster has no 'kind'", remedy: "Add kind: slurm")
      return nil
    }
    guard let kind = kind.text.flatMap(ClusterRequest.Kind.init) else {
      wrong(["cluster", "kind"], wanted: "slurm")
      return nil
    }
    var cluster = ClusterRequest(kind: kind)
    for key in ["partition", "account"] {
      guard let value = members[key] else { continue }
      let isName = value.text.map { Self.isName($0, besides: key == "partition" ? "," : "") }
      guard isName ?? false else {
        wrong(["cluster", key], wanted: "a name of Slurm's: letters, digits, '.', '_' and '-'")
        continue
      }
      if key == "partition" { cluster.partition = value.text } else { cluster.account = value.text }
    }
    if let value = members["time"] {
      cluster.time = value.text.flatMap { (ClusterRequest.seconds($0) ?? 0) > 0 ? $0 : nil }
      // 1:30 without them is the number 90 in YAML.
      if cluster.time == nil {
        wrong(
          ["cluster", "time"],
          wanted: "a time of Slurm's in quotation marks, such as \"90\" (minutes) or \"1:30:00\"")
      }
    }
    cluster.gpus = amount(members["gpus"], "gpus", wanted: "a count, or a kind and a count: a100:2")
    {
      let parts = $0.split(separator: ":", omittingEmptySubsequences: false)
      return parts.count <= 2 && (parts.last.flatMap { Int($0) } ?? 0) > 0
        && (parts.count == 1 || Self.isName(String(parts[0]), besides: ""))
    }
    cluster.memory = amount(members["memory"], "memory", wanted: "a number with its unit: 16G") {
      let digits = $0.prefix { $0.isASCII && $0.isNumber }
      return (Int(digits) ?? 0) > 0 && ["K", "M", "G", "T"].contains($0.dropFirst(digits.count))
    }
    if let value = members["cpus"] {
      cluster.cpus = whole(value, 1...4_096, at: ["cluster", "cpus"])
    }
    return cluster
  }

  private mutating func amount(
    _ value: JSONValue?, _ key: String, wanted: String, _ isRight: (String) -> Bool
  ) -> String? {
    guard let value else { return nil }
    let text = value.text ?? value.whole.map(String.init)
    if let text, isRight(text) { return text }
    wrong(["cluster", key], wanted: wanted)
    return nil
  }

  /// Whether a text is a name that no command takes for anything else.
  private static func isName(_ text: String, besides more: String) -> Bool {
    let isPlain = text.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || $0.properties.numericType != nil)
        || "._-".unicodeScalars.contains($0) || more.unicodeScalars.contains($0)
    }
    return isPlain && !text.isEmpty && text.utf8.count <= 256 && !text.hasPrefix("-")
  }

  mutating func judgeMachines(of plan: TuningPlan) {
    if plan.processes > 1, plan.trainer != .pytorch {
      add(
        .processesRefused, at: ["processes"],
        "the trainer '\(plan.trainer.rawValue)' does not share a run's steps among processes",
        remedy: "Write processes: 1, or trainer: pytorch.")
    }
    guard let cluster = plan.cluster else { return }
    if plan.trainer.isHosted {
      add(
        .clusterMismatch, at: ["cluster"],
        "'\(plan.trainer.rawValue)' tunes on its server's machines, and not on a cluster",
        remedy: "Take 'cluster' out, or name a trainer that runs on it.")
    }
    if let gpus = cluster.gpuCount, plan.processes > 1, gpus != plan.processes {
      add(
        .clusterMismatch, at: ["cluster", "gpus"],
        "each process has a GPU of its own; the processes are \(plan.processes), the GPUs \(gpus)",
        remedy: "Write gpus: \(plan.processes), or processes: \(gpus).")
    }
    if cluster.gpus == nil, plan.device == .cuda {
      add(
        .clusterMismatch, at: ["device"], "the runs need a GPU, and ask the cluster for none",
        remedy: "Add gpus: \(plan.processes) to the cluster.")
    }
  }
}
