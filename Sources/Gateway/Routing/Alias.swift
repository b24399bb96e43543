import Core
import Formats
import Glibc

/// An alias, with its arms.
struct Alias: Sendable {
  let name: String
  let arms: [Arm]
  let fallback: [Backend]
  let sticky: String?

  /// The arm that a call belongs to: by rendezvous hashing, so that a conversation stays on its arm,
  /// and a change of weights moves no more conversations than it must.
  ///
  /// - Parameter conversation: what is the same for all calls that belong together; `nil` draws.
  func arm(for conversation: String?) -> Arm? {
    if arms.count == 1 { return arms[0] }
    var best: (arm: Arm, score: Double)?
    for arm in arms where arm.weight > 0 {
      let chance =
        conversation.map { Self.chance("\(name)\n\(arm.name)\n\($0)") } ?? .random(in: 0..<1)
      // Weighted rendezvous hashing: the share of each arm is its weight's.
      let score = -arm.weight / log(max(chance, .leastNormalMagnitude))
      if score > best?.score ?? -1 { best = (arm, score) }
    }
    return best?.arm
  }

  /// A number from 0 to 1 that follows from a text.
  private static func chance(_ text: String) -> Double {
    Double(Digest(of: text).words.0 >> 11) * 0x1p-53
  }

  /// The backends to try, in their order: the arm's, those with the fewest calls first, then the
  /// fallback; those that are unwell or want to rest behind all others.
  func candidates(of arm: Arm, now: Double) -> [Backend] {
    if fallback.isEmpty, arm.backends.count == 1 { return arm.backends }
    // Of those with equally many the one is drawn.
    let own = arm.backends.shuffled().map { (backend: $0, calls: $0.calls) }
      .sorted { $0.calls < $1.calls }.map(\.backend)
    var ready: [Backend] = []
    var reluctant: [Backend] = []
    for backend in own + fallback where !(ready + reluctant).contains(where: { $0 === backend }) {
      if backend.isReady(now: now) { ready.append(backend) } else { reluctant.append(backend) }
    }
    return ready + reluctant
  }
}
