extension PieceState {
  /// The state that a set of hand-offs gives.
  ///
  /// A pure function of the set: the order they come in and repetitions do not matter. Records of an
  /// unknown kind are kept and have no effect; a record that is not legal at its place is set aside
  /// with the reason; decisions taken without knowledge of one another that cannot both stand are a
  /// conflict, and none of them takes effect.
  public init(
    replaying handOffs: some Sequence<HandOff>, under rules: SigningRules = .standard
  ) {
    let history = History(handOffs)
    var legality = Legality(rules: rules)
    var effective: [Int] = []
    self.init(replaying: history, under: rules, effective: &effective, legality: &legality)
    for place in setAside.indices {
      let id = setAside[place].handOff
      setAside[place].isSettled =
        history.isOutdated(id, by: effective) && legality.wasLegal(id, in: history)
    }
  }

  /// The state that a history gives, before it is asked what has been settled.
  ///
  /// - Parameters:
  ///   - effective: gets the places of the records that took effect.
  ///   - legality: what is known of records where they were written.
  fileprivate init(
    replaying history: History, under rules: SigningRules, effective: inout [Int],
    legality: inout Legality
  ) {
    self.init()
    let rivals = history.rivals()
    var openConflicts: [[Int]] = []
    var applied: [HandOff] = []
    for (index, handOff) in history.records.enumerated() {
      clock = max(clock, handOff.clock)
      if case .unknown = handOff.decision {
        unrecognised.append(handOff.id)
        continue
      }
      if let group = rivals[index] {
        if !openConflicts.contains(group) { openConflicts.append(group) }
        continue
      }
      // A conflict that this record's writer has not seen is still to come for it.
      let settled = openConflicts.filter { $0.allSatisfy { history.isAncestor($0, of: index) } }
      let unseen = openConflicts.filter { !settled.contains($0) }
      conflicts = unseen.map { Conflict($0, in: history) }
      let knowsOfHold = hold.map { history.isAncestor($0.handOff, of: index) } ?? true
      let proposal = Proposal(handOff, knowsOfHold: knowsOfHold)
      if let refusal = refusal(of: proposal, under: rules) {
        // Two people who did the same without seeing each other have done it once.
        if applied.contains(where: { $0.hasSameOutcome(as: handOff) }),
          legality.wasLegal(handOff.id, in: history)
        {
          continue
        }
        setAside.append(SetAside(handOff: handOff.id, refusal: refusal))
      } else {
        apply(handOff, under: rules)
        applied.append(handOff)
        effective.append(index)
        openConflicts = unseen
      }
    }
    conflicts = openConflicts.map { Conflict($0, in: history) }
    heads = history.heads
    missingParents = history.missingParents
  }

  /// The state after a decision that is legal now.
  public func applying(
    _ handOff: HandOff, under rules: SigningRules = .standard
  ) throws(Refusal) -> PieceState {
    if let refusal = refusal(of: Proposal(handOff, knowsOfHold: true), under: rules) {
      throw refusal
    }
    var next = self
    next.apply(handOff, under: rules)
    return next
  }

  private mutating func apply(_ handOff: HandOff, under rules: SigningRules) {
    changedAt = max(changedAt, handOff.at)
    if let override = handOff.override {
      overrides.append("\(handOff.decision.name) by \(handOff.actor.name): \(override.reason)")
    }
    switch handOff.decision {
    case .start:
      isStarted = true
      enter(.useCasePrompt)
    case .submit:
      status = .submitted
      self[stage].submitted = handOff.artifacts.first?.sha256
      self[stage].contributor = handOff.actor
      self[stage].inputs = handOff.inputs
      self[stage].signOffs = []
      if handOff.actor.kind == .person { lastContributor = handOff.actor }
    case .forward:
      sign(handOff, under: rules)
    case .acceptHandOff:
      guard let next = stage.next else { return }
      status = .handedOff
      enter(next)
    case .sendBack(let target):
      for later in StageID.allCases where later >= target {
        self[later].outdated = self[later].accepted ?? self[later].outdated
        self[later].accepted = nil
        self[later].acceptedAt = nil
        self[later].acceptedBy = []
        self[later].submitted = nil
        self[later].signOffs = []
      }
      enter(target)
    case .hold:
      hold = Hold(by: handOff.actor, note: Self.why(handOff), handOff: handOff.id)
    case .resume:
      hold = nil
    case .decline:
      disposition = .declined
      ending = Self.why(handOff)
    case .withdraw:
      disposition = .withdrawn
      ending = Self.why(handOff)
    case .unknown:
      break
    }
  }

  private mutating func enter(_ stage: StageID) {
    self.stage = stage
    status = .inProgress
    self[stage].visits += 1
    self[stage].submitted = nil
    self[stage].contributor = nil
    self[stage].signOffs = []
  }

  private mutating func sign(_ handOff: HandOff, under rules: SigningRules) {
    guard let digest = handOff.approves else { return }
    let signOff = SignOff(
      actor: handOff.actor, digest: digest, at: handOff.at, handOff: handOff.id,
      override: handOff.override)
    self[stage].signOffs.append(signOff)
    guard rules.emptySeats(for: stage, signOffs: self[stage].signOffs).isEmpty else { return }
    // A choice among drafts makes a manifest of its own, with the selection in it.
    let accepted = handOff.artifacts.first?.sha256 ?? digest
    self[stage].accepted = accepted
    self[stage].acceptedAt = handOff.at
    self[stage].acceptedBy = self[stage].signOffs
    status = .approved
    switch stage {
    case .mediaMarketplace:
      publication = .listedProof
      listings.append(Listed(manifest: accepted, stage: stage, at: handOff.at))
    case .publisherEditorial:
      publication = .versionOfRecord
      status = .handedOff
      listings.append(Listed(manifest: accepted, stage: stage, at: handOff.at))
    case .useCasePrompt, .uxDesignDocs, .promptDatasets, .chatGPTAPIScripts, .rawDesigns,
      .productionRequest:
      break
    }
  }

  private static func why(_ handOff: HandOff) -> String {
    let codes = handOff.reasons.map(\.rawValue).joined(separator: ", ")
    if handOff.note.isEmpty { return codes }
    return codes.isEmpty ? handOff.note : "\(codes): \(handOff.note)"
  }
}

/// Whether records were legal where they were written, by what their writers had seen: a forged one
/// stays a fault, whatever else made it void.
private struct Legality {
  let rules: SigningRules
  /// Each is asked once: what a writer had seen is the same in every history that holds it.
  private var known: [HandOffID: Bool] = [:]

  init(rules: SigningRules) { self.rules = rules }

  mutating func wasLegal(_ id: HandOffID, in history: History) -> Bool {
    if let known = known[id] { return known }
    guard let (record, seen) = history.line(of: id) else { return false }
    var effective: [Int] = []
    let state = PieceState(
      replaying: History(seen), under: rules, effective: &effective, legality: &self)
    let isLegal = state.refusal(of: Proposal(record, knowsOfHold: true), under: rules) == nil
    known[id] = isLegal
    return isLegal
  }
}

extension HandOff {
  fileprivate func hasSameOutcome(as other: HandOff) -> Bool {
    decision == other.decision && fromStage == other.fromStage && visit == other.visit
      && approves == other.approves && selection == other.selection
      && artifacts.first?.sha256 == other.artifacts.first?.sha256
  }
}

extension PieceState.Conflict {
  fileprivate init(_ group: [Int], in history: History) {
    let records = group.map { history.records[$0] }
    self.init(
      handOffs: records.map(\.id),
      summary: records.map { "\($0.decision.name) by \($0.actor.name)" })
  }
}
