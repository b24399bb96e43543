import Foundation

/// Random numbers that a seed decides (SplitMix64).
struct Draw: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// From 0, below 1.
  mutating func share() -> Double { Double(next() >> 11) / Double(UInt64(1) << 53) }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func of<Value>(_ values: [Value]) -> Value { values[below(values.count)] }

  mutating func happens(_ share: Double) -> Bool { self.share() < share }

  /// A number of the standard normal distribution (Box and Muller).
  mutating func normal() -> Double {
    (-2 * log(max(share(), 1e-300))).squareRoot() * cos(2 * .pi * share())
  }
}
