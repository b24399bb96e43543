public import Core
public import Formats
import Gateway

/// A name that clients and scripts ask for, and what it stands for: `Models/aliases/<alias>.yml`.
public struct ModelAlias: Codable, Hashable, Sendable, YAMLMapping {
  /// A version that answers for the alias.
  public struct Arm: Codable, Hashable, Sendable {
    /// The model's name on the desk.
    public var model: String
    /// `v2`.
    public var version: String
    /// Its share of the calls, in 100.
    public var weight: Double
    /// The servers of `gateway.yml` that have it.
    public var backends: [String]
    /// Of the bytes of the version's `model.yml`: after a merge of two clones a name such as `v2` may be
    /// another model's. `nil` in files of before it was written down.
    public var digest: Digest?

    /// `voice/v2`.
    public var label: String { "\(model)/\(version)" }
  }

  /// A decision about the alias.
  public struct Change: Codable, Hashable, Sendable {
    /// What was decided.
    public enum Kind: String, Codable, Hashable, Sendable {
      case deploy, rollback
    }

    /// When (ISO 8601, UTC), by whom (a roster id), and why.
    public var at: String
    /// The roster id of who decided.
    public var by: String
    /// What was decided.
    public var kind: Kind
    /// Why, as that person said.
    public var reason: String?
    /// What it stood for from then on.
    public var arms: [Arm]
  }

  /// What clients ask for.
  public var alias: String
  /// Every decision, oldest first; the last one holds.
  public var history: [Change]

  /// The keys of the file.
  public static let keys = ["alias", "history"]
  /// The folder of all aliases.
  static let folder = "\(ModelDesk.root)/aliases"

  /// What it stands for.
  public var arms: [Arm] { history.last?.arms ?? [] }

  /// What it stood for before the deployment that holds; `nil` where there was none before it. A
  /// deployment that was rolled back counts no more.
  var before: [Arm]? {
    var standing: [[Arm]] = []
    for change in history {
      switch change.kind {
      case .deploy: standing.append(change.arms)
      case .rollback: standing.removeLast(min(1, standing.count))
      }
    }
    return standing.dropLast().last
  }

  /// What it stands for in one line: `voice/v2`, or `voice/v2 90 %, voice/v3 10 %`.
  public var summary: String {
    if let only = arms.first, arms.count == 1 { return only.label }
    return arms.map { "\($0.label) \(Int($0.weight.rounded())) %" }.joined(separator: ", ")
  }
}
