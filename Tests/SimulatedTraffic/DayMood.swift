import Foundation

/// What makes a day differ from others: by how much its calls and the rates of each arm are multiplied.
struct DayMood {
  /// What is multiplied for one arm.
  struct Rates {
    let failures: Double
    let refusals: Double
    let down: Double
  }

  let volume: Double
  let stable: Rates
  let canary: Rates

  init(variation: Double, _ draw: inout Draw) {
    // The mean of each is 1.
    func factor() -> Double { exp(variation * draw.normal() - variation * variation / 2) }
    func rates() -> Rates { Rates(failures: factor(), refusals: factor(), down: factor()) }
    volume = factor()
    stable = rates()
    canary = rates()
  }
}
