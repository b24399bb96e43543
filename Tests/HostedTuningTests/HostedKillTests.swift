import Core
import Foundation
import StandIn
import TestSupport
import Testing
import Tuning

/// `kill -9` of Colophon while a job is at work at its server.
@Suite struct HostedKillTests {
  private static let plan = "seeds: [1, 2]\nhyperparameters: {epochs: [1, 3]}\n"

  private var settings: StandIn.Settings {
    var settings = StandIn.Settings()
    settings.tuningSteps = 40
    settings.tuningStepsPerLook = 1
    settings.tuningCheckpointSteps = 7
    return settings
  }

  /// What must be the same however often it was cut off.
  private func whole(_ desk: HostedDesk) throws -> [String] {
    try desk.table().rows.map { row in
      let report = try desk.folder.run(row.id).report()
      let steps = report.log.steps.map { "\($0.step) \($0.loss)" }
      let evaluations = report.log.evaluations.map { "\($0.step) \($0.loss)" }
      let checkpoints = report.log.checkpoints.map { "\($0.step) \($0.isBest)" }
      #expect(report.record?.attempts.count == 1 && report.log.starts == 1)
      return "\(row.id) \(row.state) \(row.bestLoss ?? -1) \(steps) \(evaluations) \(checkpoints)"
    }
  }

  @Test func `twenty kills at random make no second job, and tell nothing twice`() async throws {
    try await withTemporaryFolder { folder in
      let calm = try await StandIn.run(settings) { server in
        let desk = try HostedDesk(
          in: folder.appending(path: "calm"), at: server, plan: Self.plan)
        #expect(try await desk.run() == .done)
        return try whole(desk)
      }
      try await StandIn.run(settings) { server in
        let desk = try HostedDesk(
          in: folder.appending(path: "killed"), at: server, plan: Self.plan)
        let (killed, last) = try await onOwnThread {
          var generator = SeededGenerator(seed: 6)
          var killed = 0
          for _ in 0..<20 {
            let started = try HostedRunnerProcess(desk)
            usleep(UInt32.random(in: 20_000..<600_000, using: &generator))
            if started.kill() { killed += 1 }
          }
          return (killed, try HostedRunnerProcess(desk).end())
        }
        #expect(last.code == 0, "\(last.errors)")
        #expect(killed > 5)
        #expect(try whole(desk) == calm)
        #expect(server.tuningJobs.count == 4)
        for run in desk.folder.runs {
          let log = try String(
            contentsOfFile: "\(desk.folder.run(run).path)/trainer.log", encoding: .utf8)
          let ids = log.split(separator: "\n").map { $0.split(separator: " ")[2] }
          #expect(Set(ids).count == ids.count)
        }
      }
    }
  }
}
