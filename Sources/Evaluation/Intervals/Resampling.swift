/// Choices of segments with replacement, as many as there are segments, decided by a seed.
public struct Resampling: Hashable, Sendable {
  /// How many segments there are.
  public var segments: Int
  /// How many choices are made.
  public var resamples: Int
  /// Equal seeds give equal choices.
  public var seed: UInt64

  public init(segments: Int, resamples: Int, seed: UInt64) {
    self.segments = segments
    self.resamples = resamples
    self.seed = seed
  }

  /// Calls with each choice in turn.
  public func forEach(_ body: ([Int]) -> Void) {
    var numbers = SeededNumbers(seed: seed)
    var choice = [Int](repeating: 0, count: segments)
    for _ in 0..<resamples {
      for index in 0..<segments { choice[index] = numbers.next(below: segments) }
      body(choice)
    }
  }
}
