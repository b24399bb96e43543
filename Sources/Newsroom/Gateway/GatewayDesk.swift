import Core
import Formats
import FoundationEssentials
import Gateway
import Monitoring
import Store

/// The gateway of a desk: what `gateway.yml` and the deployments say, served, and every call on record.
public struct GatewayDesk: Sendable {
  private let newsroom: Newsroom
  private let environment: [String: String]
  private let plan: GatewayPlan
  private let served = ServedAliases()

  /// How often the files are looked at.
  private static let interval = Duration.milliseconds(500)

  /// - Parameter environment: where the servers' keys are found.
  /// - Throws: ``NewsroomError`` where there is no `gateway.yml`, or nothing to serve; `GatewayError` with
  ///   what is wrong in it.
  public init(_ newsroom: Newsroom, environment: [String: String]) throws {
    self.newsroom = newsroom
    self.environment = environment
    plan = try newsroom.gatewayPlan(after: served)
    guard !plan.clients.isEmpty else {
      throw NewsroomError(
        .refused, "gateway.yml names no client, so that nobody may ask",
        remedy: "Make a key (colophon gateway key), and put its digest under `clients`.")
    }
  }

  /// Serves until the task is cancelled, and then lets end what is under way.
  ///
  /// - Parameter tell: is told what happens, from any thread.
  public func run(_ tell: @escaping @Sendable (GatewayNews) -> Void) async throws {
    let folder = GatewayFolder(path: "\(newsroom.desk.root)/Gateway")
    let writer = try GatewayWriter(
      folder, redactor: newsroom.redactor, key: RecordKey(at: newsroom.recordKey))
    let today = UTCDay(newsroom.world.now())
    let gateway = try Gateway(
      plan, environment: environment,
      usedToday: try GatewayRecords(in: folder).tokensUsed(on: today),
      feedback: { try await writer.add($0) }, record: { await writer.add($0) })
    // Asked to end before it began: nobody would ask again.
    guard !Task.isCancelled else { return }
    let host = plan.listen.host
    try await withThrowingTaskGroup(of: Void.self) { group in
      // A cancelled task would cut calls off: the gateway is asked to stop instead.
      let serving = Task {
        try await gateway.run { port in tell(.ready("http://\(host):\(port)/v1")) }
      }
      group.addTask {
        await withTaskCancellationHandler {
          await follow(gateway, writer, tell)
        } onCancel: {
          Task { await gateway.stop() }
        }
      }
      try await serving.value
      await writer.settle()
      group.cancelAll()
    }
  }

  /// Looks at the files, and takes what has changed.
  private func follow(
    _ gateway: Gateway, _ writer: GatewayWriter,
    _ tell: @escaping @Sendable (GatewayNews) -> Void
  ) async {
    var seen = state()
    var lost = 0
    tellDamage(tell)
    while (try? await Task.sleep(for: Self.interval)) != nil {
      let counts = writer.counts
      if counts.lost > lost, let failure = counts.failure {
        lost = counts.lost
        tell(.notRecorded("\(lost) calls could not be put on record. \(failure)"))
      }
      let now = state()
      guard now != seen else { continue }
      seen = now
      do {
        let plan = try newsroom.gatewayPlan(after: served)
        try gateway.reload(plan)
        tell(.reloaded(Self.summary(of: plan)))
        tellDamage(tell)
      } catch {
        tell(.refused(error))
        // What is deployed counts all the same: a rollback waits for no other person's line.
        guard let plan = try? newsroom.lastGatewayPlan(after: served),
          (try? gateway.reload(plan)) != nil
        else { continue }
        tell(.reloaded(Self.summary(of: plan)))
      }
    }
  }

  private func tellDamage(_ tell: @Sendable (GatewayNews) -> Void) {
    for finding in served.findings {
      tell(.refused(NewsroomError(.damaged, finding.message, remedy: finding.remedy)))
    }
  }

  /// What the plan is made of, as a digest.
  private func state() -> Digest {
    var hasher = DigestHasher()
    let aliases = (try? newsroom.desk.files(under: ModelAlias.folder)) ?? []
    for file in [Newsroom.gatewayFile] + aliases {
      hasher.update("\(file)\n")
      hasher.update((try? newsroom.desk.read(file)) ?? Data())
    }
    return hasher.finish()
  }

  private static func summary(of plan: GatewayPlan) -> String {
    plan.aliases.map { alias in
      alias.name + " is "
        + alias.arms.map { "\($0.name) (\(Figure.text($0.weight)))" }.joined(separator: ", ")
    }.joined(separator: "; ")
  }
}
