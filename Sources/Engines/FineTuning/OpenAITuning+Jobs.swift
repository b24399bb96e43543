public import Core
import Formats
import FoundationEssentials

/// Jobs that are made once.
extension OpenAITuning {
  public func create(
    _ order: HostedJobOrder, except known: Set<String>
  ) async throws(EngineError) -> HostedJob {
    if let begun = try await begun(run: order.run, mark: order.mark, except: known) { return begun }
    var attempt = 0
    while true {
      let fault: APIFault
      do throws(APIFault) {
        return try await send(order)
      } catch {
        fault = error
      }
      let wait = RetryRule.wait(
        attempt: attempt, after: fault, now: client.clock.date(), jitter: .random(in: 0...1))
      guard let wait else { throw Self.worded(fault.error) }
      attempt += 1
      try await client.pause(wait)
      // The answer may have been lost, and not the job.
      if let begun = try await begun(run: order.run, mark: order.mark, except: known) {
        return begun
      }
    }
  }

  private func send(_ order: HostedJobOrder) async throws(APIFault) -> HostedJob {
    let response = try await client.send(
      APICall(
        method: .post, path: "/fine_tuning/jobs",
        body: .json((try? CanonicalJSON.line(order.body)) ?? Data()), idempotencyKey: order.mark))
    do throws(EngineError) {
      return try read(response)
    } catch {
      throw APIFault(error: error)
    }
  }

  public func begun(
    run: String, mark: String, except known: Set<String>
  ) async throws(EngineError) -> HostedJob? {
    func isMade(_ job: HostedJob) -> Bool { job.metadata[HostedJobOrder.markKey] == mark }
    func serving(_ values: [JSONValue]) -> [HostedJob] {
      values.compactMap(HostedJob.init).filter { job in
        let isOfUse =
          job.metadata[HostedJobOrder.runKey] == run && job.outcome != .failed
          && job.outcome != .cancelled
        return (isMade(job) || isOfUse) && !known.contains(job.id)
      }
    }
    // A server that knows no such filter shows all jobs: they are looked at all the same.
    let filter = [("metadata[\(HostedJobOrder.runKey)]", run)]
    let found = try await list("/fine_tuning/jobs", filter) { !serving($0).isEmpty }
    let jobs = serving(found ?? [])
    return jobs.first(where: isMade) ?? jobs.first
  }
}
