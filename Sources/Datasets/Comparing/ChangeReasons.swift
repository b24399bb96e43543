import Core

/// Finds why an example is not the same in two datasets.
struct ChangeReasons {
  typealias Reason = DatasetComparison.Reason
  private typealias Passage = DatasetSnapshot.Passage

  private let old: DatasetSnapshot
  private let new: DatasetSnapshot
  /// The passages that the examples of each are made of.
  private let oldPassages: Set<Passage>
  private let newPassages: Set<Passage>
  /// Why a build left out what it made, by example.
  private let oldLeftOut: [String: Reason]
  private let newLeftOut: [String: Reason]

  init(from old: DatasetSnapshot, to new: DatasetSnapshot) {
    self.old = old
    self.new = new
    oldPassages = Self.passages(of: old)
    newPassages = Self.passages(of: new)
    oldLeftOut = Self.leftOut(of: old.report)
    newLeftOut = Self.leftOut(of: new.report)
  }

  private static func passages(of snapshot: DatasetSnapshot) -> Set<Passage> {
    Set(snapshot.dataset.entries.flatMap { $0.example.sources.map(Passage.init) })
  }

  // MARK: Gone and new

  func reasons(removing entry: Dataset.Entry) -> [Reason] {
    let reason =
      review(excluding: entry.example.id, in: new) ?? newLeftOut[entry.example.id]
      ?? source(of: entry, not: new, newPassages, gone: .sourceGone)
    return [reason ?? Reason(cause: .unknown, detail: "")]
  }

  func reasons(adding entry: Dataset.Entry) -> [Reason] {
    let reason =
      readmission(of: entry.example.id) ?? oldLeftOut[entry.example.id]
      ?? source(of: entry, not: old, oldPassages, gone: .sourceNew)
    return [reason ?? Reason(cause: .unknown, detail: "")]
  }

  /// The review that keeps an example out of a dataset.
  private func review(excluding id: String, in snapshot: DatasetSnapshot) -> Reason? {
    if let said = snapshot.reviews.disagreements[id] {
      let names = said.map { "\($0.verdict.rawValue) by \($0.reviewer)" }
      return Reason(cause: .review, detail: names.joined(separator: ", "))
    }
    guard let judgement = snapshot.reviews[id], !judgement.isKept else { return nil }
    return Self.reason(judgement)
  }

  /// The review that brings back what another kept out.
  private func readmission(of id: String) -> Reason? {
    guard review(excluding: id, in: old) != nil, let judgement = new.reviews[id], judgement.isKept
    else { return nil }
    return Self.reason(judgement)
  }

  private static func reason(_ judgement: Example.Judgement) -> Reason {
    let names = judgement.reviewers.joined(separator: ", ")
    let why = judgement.reason.map { ": \($0)" } ?? ""
    return Reason(cause: .review, detail: "\(judgement.verdict.rawValue) by \(names)\(why)")
  }

  private static func leftOut(of report: DatasetReport?) -> [String: Reason] {
    let rules = (report?.leftOut ?? []).map {
      ($0.example, Reason(cause: .rule, detail: $0.reason))
    }
    let duplicates = (report?.duplicates ?? []).map { dropped in
      let likeness = dropped.jaccard.map { ", Jaccard \(rounded($0))" } ?? ""
      return (dropped.example, Reason(cause: .duplicate, detail: dropped.keeps + likeness))
    }
    let judged = (report?.judged ?? []).filter { !$0.reason.isMark }.map {
      ($0.example, Reason(cause: .rule, detail: $0.reason.message))
    }
    return Dictionary(duplicates + rules + judged) { first, _ in first }
  }

  private static func rounded(_ share: Double) -> String {
    let hundredths = Int((share * 100).rounded())
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }

  /// What is not there on the other side of the passages an example is made of.
  private func source(
    of entry: Dataset.Entry, not other: DatasetSnapshot, _ used: Set<Passage>,
    gone: DatasetComparison.Cause
  ) -> Reason? {
    let there = other.sources?.passages ?? used
    guard let source = entry.example.sources.first(where: { !there.contains(Passage($0)) }) else {
      return nil
    }
    guard let known = other.sources else {
      return Reason(cause: .sourceUnused, detail: "\(source.document):\(source.line)")
    }
    guard known.documents.contains(source.document) else {
      return Reason(cause: gone, detail: source.document)
    }
    let isInPlace = known.places.contains([source.document, source.path])
    return Reason(
      cause: isInPlace ? .sourceChanged : gone, detail: "\(source.document):\(source.line)")
  }

  // MARK: Changed

  func reasons(changing before: Dataset.Entry, to after: Dataset.Entry) -> [Reason] {
    var reasons: [Reason] = []
    let (was, now) = (before.lineage.review, after.lineage.review)
    if was != now, let edit = [now, was].compactMap({ $0 }).first(where: { $0.verdict == .edit }) {
      let isTakenBack = now?.verdict != .edit
      let reason = Self.reason(edit)
      reasons.append(
        isTakenBack ? Reason(cause: .review, detail: "no more \(reason.detail)") : reason)
    }
    let versions = (before.example.recipeVersion, after.example.recipeVersion)
    if versions.0 != versions.1 {
      reasons.append(
        Reason(
          cause: .recipe, detail: "\(after.example.recipe), version \(versions.0) → \(versions.1)"))
    }
    let (former, present) = (before.example.sources, after.example.sources)
    if let source = Self.first(of: present, notIn: former) {
      reasons.append(Reason(cause: .sourceChanged, detail: "\(source.document):\(source.line)"))
    } else if let source = Self.first(of: former, notIn: present) {
      reasons.append(Reason(cause: .sourceGone, detail: "\(source.document):\(source.line)"))
    }
    if reasons.isEmpty, before.example.messages.dropLast() != after.example.messages.dropLast() {
      reasons.append(Reason(cause: .instruction, detail: after.example.recipe))
    }
    return reasons.isEmpty ? [Reason(cause: .unknown, detail: "")] : reasons
  }

  private static func first(
    of sources: [SourceReference], notIn others: [SourceReference]
  ) -> SourceReference? {
    let passages = Set(others.map(Passage.init))
    return sources.first { !passages.contains(Passage($0)) }
  }

  func reason(moving before: Dataset.Entry, to after: Dataset.Entry) -> Reason {
    let counts = [old, new].map { Set($0.dataset.entries.map(\.example.group)).count }
    let documents = counts[0] == counts[1] ? "\(counts[1])" : "\(counts[0]) → \(counts[1])"
    return Reason(
      cause: .regrouped,
      detail: "\(before.lineage.split.rawValue) → \(after.lineage.split.rawValue) with all of "
        + "\(after.example.group); documents: \(documents)")
  }
}
