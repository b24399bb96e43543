import Core
import FoundationEssentials
public import Gateway
import Store

extension Newsroom {
  /// The file that says what the gateway serves, and which servers there are.
  static let gatewayFile = "gateway.yml"

  /// What `gateway.yml` says, with what is deployed.
  ///
  /// - Parameter served: what aliases stood for when they could be read: a damaged one goes on as it was,
  ///   and is in the way of no other.
  /// - Throws: ``NewsroomError`` where there is no such file; `GatewayError` with what is wrong in it.
  public func gatewayPlan(after served: ServedAliases = ServedAliases()) throws -> GatewayPlan {
    try gatewayPlan(in: gatewayData(), after: served)
  }

  /// What `gateway.yml` said when it could last be taken, with what is deployed now: a wrong line in it
  /// keeps no version from being rolled back.
  func lastGatewayPlan(after served: ServedAliases) throws -> GatewayPlan? {
    try served.file.map { try gatewayPlan(in: $0, after: served) }
  }

  private func gatewayPlan(in file: Data, after served: ServedAliases) throws -> GatewayPlan {
    let (deployments, findings) = try deployments()
    do throws(GatewayError) {
      let plan = try GatewayPlan.read(
        file, file: Self.gatewayFile, deployments: served.taking(deployments, findings))
      served.file = file
      return plan
    } catch {
      // A client of an alias that is damaged is not at fault.
      guard let damage = findings.first else { throw error }
      throw NewsroomError(.damaged, "\(damage.message); \(error.message)", remedy: damage.remedy)
    }
  }

  private func gatewayData() throws -> Data {
    guard desk.exists(Self.gatewayFile) else {
      throw NewsroomError(
        .usage, "the desk has no \(Self.gatewayFile), which says what servers there are",
        remedy: "Write it: colophon help gateway shows one.")
    }
    return try desk.read(Self.gatewayFile)
  }

  /// The server of a name in `gateway.yml`; the only one there is where none is named.
  func server(_ name: String?) throws -> PlannedServer {
    let servers = try GatewayPlan.servers(in: gatewayData(), file: Self.gatewayFile)
    let listed = servers.map(\.name).joined(separator: ", ")
    guard let name else {
      if let only = servers.first, servers.count == 1 { return only }
      throw NewsroomError(
        .usage, "it is not said which server is meant",
        remedy: "Name one of gateway.yml's: --backend \(listed).")
    }
    guard let server = servers.first(where: { $0.name == name }) else {
      throw NewsroomError(
        .usage, "gateway.yml has no backend '\(name)'", remedy: "It has \(listed).")
    }
    return server
  }
}
