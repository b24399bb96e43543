public import Core
import FoundationEssentials
import Gateway
import Synchronization

/// What a gateway's aliases stood for when they could last be read, and the last `gateway.yml` that could
/// be taken.
public final class ServedAliases: Sendable {
  private let held = Mutex<(deployments: [Deployment], findings: [Finding])>(([], []))
  private let lastFile = Mutex<Data?>(nil)

  /// The last `gateway.yml` that could be taken.
  var file: Data? {
    get { lastFile.withLock { $0 } }
    set { lastFile.withLock { $0 = newValue } }
  }

  public init() {}

  /// What was wrong with aliases when they were last read.
  public var findings: [Finding] { held.withLock { $0.findings } }

  /// Takes what was read; the aliases that are damaged stand for what they stood for.
  func taking(_ read: [Deployment], _ findings: [Finding]) -> [Deployment] {
    let damaged = Set(
      findings.compactMap { $0.place?.file.split(separator: "/").last?.dropLast(".yml".count) }
        .map(String.init))
    return held.withLock { held in
      let known = Set(read.map(\.alias))
      held.deployments =
        read
        + held.deployments.filter { damaged.contains($0.alias) && !known.contains($0.alias) }
      held.findings = findings
      return held.deployments
    }
  }
}
