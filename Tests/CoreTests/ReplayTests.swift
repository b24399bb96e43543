import Core
import TestSupport
import Testing

/// The state is a function of the set of records, and of nothing else.
@Suite struct ReplayTests {
  @Test(arguments: 0..<200)
  func `every order and repetition of the records gives the same state`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let records = Self.randomHistory(&generator)
    let state = PieceState(replaying: records)
    for _ in 0..<5 {
      let repeated = records + records.shuffled(using: &generator).prefix(records.count / 2)
      #expect(PieceState(replaying: repeated.shuffled(using: &generator)) == state)
    }
  }

  @Test(arguments: 0..<100)
  func `clones that merge in either direction agree`(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed) + 5000)
    let (left, right) = Self.randomBranches(&generator)
    #expect(
      PieceState(replaying: left.records + right.records)
        == PieceState(replaying: right.records + left.records))
  }

  @Test func `approving and sending back without seeing each other is a conflict`() throws {
    let base = Clone.walked(to: .uxDesignDocs, .submitted)
    var left = base
    var right = base
    left.take(Clone.proposal(.forward(.uxDesignDocs), by: Team.ben, in: base.state), id: 700)
    right.take(
      Clone.proposal(.sendBack(to: .useCasePrompt), by: Team.cleo, in: base.state), id: 701)
    var merged = Clone(records: left.records + right.records)
    #expect(merged.state.conflicts.count == 1)
    #expect(merged.state.stage == .uxDesignDocs && merged.state.status == .submitted)
    let machine = Clone.proposal(.submit, by: .system, in: merged.state)
    #expect(merged.state.refusal(of: machine, under: .standard)?.guardName == .inConflict)

    // A person who has seen both settles it.
    let settling = Clone.proposal(.forward(.uxDesignDocs), by: Team.ben, in: merged.state)
    #expect(merged.take(settling, id: 702) == nil)
    #expect(merged.state.conflicts.isEmpty && merged.state.status == .approved)
  }

  @Test func `what lost to a decision that its writer had not seen is settled by deciding anew`() {
    let base = Clone.walked(to: .uxDesignDocs, .submitted)
    var left = base
    var right = base
    left.take(Clone.proposal(.forward(.uxDesignDocs), by: Team.ben, in: base.state), id: 700)
    right.take(
      Clone.proposal(.sendBack(to: .useCasePrompt), by: Team.cleo, in: base.state), id: 701)
    right.take(Clone.proposal(.hold, by: Team.cleo, in: right.state), id: 702)
    var merged = Clone(records: left.records + right.records)
    #expect(merged.state.setAside.contains { !$0.isSettled })
    let settling = Clone.proposal(.forward(.uxDesignDocs), by: Team.ben, in: merged.state)
    #expect(merged.take(settling, id: 703) == nil)
    #expect(!merged.state.setAside.isEmpty)
    #expect(merged.state.setAside.allSatisfy { $0.isSettled })
  }

  @Test func `what was illegal in its own line is never settled`() throws {
    var clone = Clone.walked(to: .uxDesignDocs, .submitted)
    // Written past the door: software signs.
    let forged = Clone.proposal(.forward(.uxDesignDocs), by: .system, in: clone.state)
    clone.records.append(try #require(clone.record(forged, id: 800)))
    let approval = Clone.proposal(.forward(.uxDesignDocs), by: Team.ben, in: clone.state)
    #expect(clone.take(approval, id: 801) == nil)
    #expect(clone.state.setAside.map(\.isSettled) == [false])
  }

  @Test(arguments: [Team.eve, .system])
  func `what its writer might not do stays a fault beside a decision nobody had seen`(
    forger: Actor
  ) throws {
    let base = Clone.walked(to: .uxDesignDocs, .submitted)
    var (left, right) = (base, base)
    right.take(Clone.proposal(.forward(.uxDesignDocs), by: Team.ben, in: base.state), id: 700)
    right.take(Proposal(.acceptHandOff, by: .system), id: 701)
    // Written past the door, and read where the piece has moved on.
    let forged = Clone.proposal(.forward(.uxDesignDocs), by: forger, in: base.state)
    left.records.append(try #require(left.record(forged, id: 702)))
    var merged = Clone(records: left.records + right.records)
    #expect(merged.state.setAside.map(\.handOff) == left.records.suffix(1).map(\.id))
    let anew = Clone.proposal(.sendBack(to: .useCasePrompt), by: Team.ben, in: merged.state)
    #expect(merged.take(anew, id: 703) == nil)
    #expect(merged.state.setAside.map(\.isSettled) == [false])
  }

  @Test func `two sign-offs of the same bytes on two clones both count`() {
    let base = Clone.walked(to: .productionRequest, .submitted)
    var left = base
    var right = base
    let sign = Decision.forward(.productionRequest)
    left.take(Clone.proposal(sign, by: Team.cleo, in: base.state), id: 800)
    right.take(Clone.proposal(sign, by: Team.ben, in: base.state), id: 801)
    let merged = PieceState(replaying: left.records + right.records)
    #expect(merged.status == .approved && merged.conflicts.isEmpty)
  }

  @Test func `two clones that pick the same piece up have done it once`() {
    let base = Clone.walked(to: .useCasePrompt, .approved)
    var left = base
    var right = base
    left.take(Proposal(.acceptHandOff, by: .system), id: 810)
    right.take(Proposal(.acceptHandOff, by: .system), id: 811)
    let merged = PieceState(replaying: left.records + right.records)
    #expect(merged.stage == .uxDesignDocs && merged.visit == 1)
    #expect(merged.conflicts.isEmpty && merged.setAside.isEmpty)
  }

  @Test func `an approval given without knowledge of a hold counts once the hold is over`() {
    let base = Clone.walked(to: .uxDesignDocs, .submitted)
    var left = base
    var right = base
    left.take(Clone.proposal(.hold, by: Team.cleo, in: base.state), id: 820)
    right.take(Clone.proposal(.forward(.uxDesignDocs), by: Team.ben, in: base.state), id: 821)
    let merged = PieceState(replaying: left.records + right.records)
    #expect(merged.hold != nil && merged.status == .approved)
  }

  @Test func `records of an unknown kind are kept and have no effect`() throws {
    let clone = Clone.walked(to: .uxDesignDocs, .submitted)
    let strange = try #require(clone.record(Proposal(.unknown("dance"), by: Team.ana), id: 830))
    let state = PieceState(replaying: clone.records + [strange])
    #expect(state.unrecognised == [strange.id])
    #expect(state.stage == clone.state.stage && state.status == clone.state.status)
  }

  @Test func `a record that is missing is named`() throws {
    let records = Clone.walked(to: .uxDesignDocs, .submitted).records
    let state = PieceState(replaying: records.filter { $0.id != records[2].id })
    #expect(state.missingParents == [records[2].id])
  }

  /// A history of legal and illegal records, some of them written in branches that merge.
  private static func randomHistory(_ generator: inout SeededGenerator) -> [HandOff] {
    let (left, right) = randomBranches(&generator)
    var merged = Clone(records: left.records + right.records)
    grow(&merged, by: 6, from: 5000, &generator)
    return merged.records
  }

  private static func randomBranches(_ generator: inout SeededGenerator) -> (Clone, Clone) {
    var base = Clone()
    base.take(Proposal(.start, by: Team.ana), id: 1)
    grow(&base, by: Int.random(in: 0..<30, using: &generator), from: 10, &generator)
    var left = base
    var right = base
    grow(&left, by: Int.random(in: 0..<6, using: &generator), from: 1000, &generator)
    grow(&right, by: Int.random(in: 0..<6, using: &generator), from: 2000, &generator)
    return (left, right)
  }

  private static func grow(
    _ clone: inout Clone, by count: Int, from first: Int, _ generator: inout SeededGenerator
  ) {
    for step in 0..<count {
      let state = clone.state
      let legal = Clone.proposals(in: state).filter {
        state.refusal(of: $0, under: .standard) == nil
      }
      // Endings are rare, so that histories grow; now and then something illegal is recorded.
      let lasting = legal.filter { $0.decision != .decline && $0.decision != .withdraw }
      let isWild = Int.random(in: 0..<12, using: &generator) == 0
      let pool = isWild ? Clone.proposals(in: state) : (lasting.isEmpty ? legal : lasting)
      guard let proposal = pool.randomElement(using: &generator) else { return }
      if let record = clone.record(proposal, id: first + step) { clone.records.append(record) }
    }
  }
}
