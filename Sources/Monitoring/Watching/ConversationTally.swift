import Evaluation

/// What a day's conversations with a model came to. Each counts once, however many turns it has: the calls
/// of one conversation hang together, and would look like more evidence than they are.
struct ConversationTally {
  /// What happened in a conversation.
  struct Marks: OptionSet {
    let rawValue: UInt8

    static let served = Marks(rawValue: 1)
    static let failed = Marks(rawValue: 2)
    static let answered = Marks(rawValue: 4)
    static let refused = Marks(rawValue: 8)
    static let rated = Marks(rawValue: 16)
    static let down = Marks(rawValue: 32)
  }

  /// By the conversations' hashes.
  private var marks: [UInt64: Marks] = [:]

  mutating func add(_ new: Marks, to conversation: UInt64) {
    if !new.isEmpty { marks[conversation, default: []].formUnion(new) }
  }

  /// Of the conversations that could show a measure, those that do; `nil` where there are none.
  func share(_ measure: TrafficMeasure) -> Proportion? {
    switch measure {
    case .failures: share(.failed, of: .served)
    case .refusals: share(.refused, of: .answered)
    case .thumbsDown: share(.down, of: .rated)
    case .length, .topic: nil
    }
  }

  private func share(_ some: Marks, of all: Marks) -> Proportion? {
    let (bad, trials) = marks.values.reduce(into: (0, 0)) { counts, marks in
      if marks.contains(some) { counts.0 += 1 }
      if marks.contains(all) { counts.1 += 1 }
    }
    return try? Proportion(bad, of: trials)
  }
}
