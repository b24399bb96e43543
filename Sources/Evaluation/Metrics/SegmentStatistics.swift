/// What a metric counted in each segment: numbers that add up, so that the figure of any choice of
/// segments, such as a resample's, is made without looking at the texts again.
public struct SegmentStatistics: Hashable, Sendable {
  /// How many numbers each segment has.
  public let width: Int
  /// The segments' numbers, one segment after the other.
  public private(set) var values: [Double] = []

  /// No segments yet.
  public init(width: Int) {
    precondition(width > 0, "a segment's statistics are at least one number")
    self.width = width
  }

  /// The figures of segments that count alike, such as one grade for each: their value is the mean.
  public init(grades: [Double]) {
    width = 2
    values.reserveCapacity(grades.count * 2)
    for grade in grades {
      values.append(grade)
      values.append(1)
    }
  }

  /// How many segments there are.
  public var count: Int { values.count / width }

  /// One segment's numbers.
  public subscript(segment: Int) -> ArraySlice<Double> {
    values[segment * width..<(segment + 1) * width]
  }

  /// Adds a segment, which must have ``width`` numbers.
  public mutating func append(_ segment: some Collection<Double>) {
    precondition(segment.count == width, "a segment of \(segment.count) numbers, not \(width)")
    values.append(contentsOf: segment)
  }

  /// The sum over all segments.
  public func total() -> [Double] { total(of: 0..<count) }

  /// The sum over some segments, each as often as it is named.
  public func total(of segments: some Sequence<Int>) -> [Double] {
    var sums = [Double](repeating: 0, count: width)
    sums.withUnsafeMutableBufferPointer { sums in
      for segment in segments {
        let start = segment * width
        for column in 0..<width { sums[column] += values[start + column] }
      }
    }
    return sums
  }

  mutating func reserve(_ segments: Int) { values.reserveCapacity(segments * width) }
}
