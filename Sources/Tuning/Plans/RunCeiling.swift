/// What a plan may spend, in all its runs together.
public struct RunCeiling: Codable, Hashable, Sendable {
  /// Minutes that trainers ran.
  public var minutes: Double?
  /// Dollars, by the price of an hour.
  public var dollars: Double?
  /// What an hour of the machine costs, in dollars.
  public var pricePerHour: Double?

  public init(minutes: Double? = nil, dollars: Double? = nil, pricePerHour: Double? = nil) {
    self.minutes = minutes
    self.dollars = dollars
    self.pricePerHour = pricePerHour
  }

  /// The seconds that trainers may run; `nil` where there is no bound.
  public var seconds: Double? {
    var bounds: [Double] = []
    if let minutes { bounds.append(minutes * 60) }
    if let dollars, let pricePerHour, pricePerHour > 0 {
      bounds.append(dollars / pricePerHour * 3_600)
    }
    return bounds.min()
  }

  /// What so many seconds cost, in dollars; `nil` where no price is known.
  public func cost(ofSeconds seconds: Double) -> Double? {
    pricePerHour.map { $0 * seconds / 3_600 }
  }
}
