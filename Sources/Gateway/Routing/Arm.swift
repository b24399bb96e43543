/// An arm of an alias, with its backends as they are now.
struct Arm: Sendable {
  let name: String
  let weight: Double
  let backends: [Backend]
}
