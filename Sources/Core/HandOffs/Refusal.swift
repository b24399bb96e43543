/// Why a decision is not legal now, and what would be.
public struct Refusal: Error, Codable, CustomStringConvertible, Hashable, Sendable {
  /// What stands in the way.
  public enum Guard: String, CaseIterable, Codable, Hashable, Sendable {
    case notStarted, alreadyStarted
    case wrongStage, wrongStatus
    case onHold, notOnHold, ended, isVersionOfRecord
    case inConflict
    case softwareCannotSign, roleNeeded
    case notTheLastContributor
    case onePersonPerSeat
    case otherBytes, noBytes, noSelection
    case alreadySubmitted, alreadySigned
    case noReason
    case unknownDecision
  }

  public var guardName: Guard
  public var message: String
  public var remedy: String

  public init(_ guardName: Guard, _ message: String, remedy: String) {
    self.guardName = guardName
    self.message = message
    self.remedy = remedy
  }

  /// Whether a person may override the guard with a reason that is shown for ever.
  public var isOverridable: Bool {
    guardName == .notTheLastContributor || guardName == .onePersonPerSeat
  }

  public var description: String { "\(message)\n  \(remedy)" }
}
