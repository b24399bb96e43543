import Core
import Formats

/// Numbers drawn with a seed, each found by its name and its place alone: a hyperparameter more, or a
/// longer search, leaves the numbers that were drawn as they are. They are a digest's first bits, and
/// so the same on every machine.
struct SeededDraw {
  let seed: Int

  /// A number from 0 up to and without 1.
  func share(_ name: String, _ place: Int) -> Double {
    let bits = Digest(of: "\(seed)\n\(name)\n\(place)").words.0
    return Double(bits >> 11) * 0x1p-53
  }
}
