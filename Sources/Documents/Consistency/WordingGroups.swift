import Core

/// Finds which names of one group name one control.
///
/// Names of the same letters are one from the start; reasons link them with others. What is linked,
/// and is not written alike everywhere, makes an entry.
struct WordingGroups {
  private typealias Occurrence = WordingCollection.Occurrence

  /// All occurrences of the same letters.
  private struct Name {
    let normal: String
    let words: [String]
    var wordings: [String: [Occurrence]] = [:]
    var isMentioned = false
    var isDeclared = false
    var isSure = false

    var occurrences: [Occurrence] { wordings.values.flatMap(\.self) }

    /// The name without the wordings that are told apart.
    var withoutContrasts: Name {
      var told = WordingGroups.toldApart(Array(wordings.keys)) { wordings[$0] ?? [] }
      if told.count == wordings.count { told.remove(usual) }
      var name = self
      for wording in told { name.wordings[wording] = nil }
      return name
    }

    /// Whether both may name one control: a menu is no command.
    func isOfOneKind(with other: Name) -> Bool {
      let (roles, others) = (
        Set(occurrences.map(\.place.role)), Set(other.occurrences.map(\.place.role))
      )
      let isMenu = roles == ["menu"]
      return isMenu == (others == ["menu"])
        || !(isMenu ? others : roles).isDisjoint(with: ["label", "control"])
    }

    /// The wording that is most frequent.
    var usual: String {
      wordings.min { ($1.value.count, $0.key) < ($0.value.count, $1.key) }?.key ?? normal
    }
  }

  /// A reason to hold two names for one.
  private struct Link {
    var cause: WordingReport.Cause
    var reason: String
  }

  private var names: [Name] = []
  private var indexes: [String: Int] = [:]
  private var parents: [Int] = []
  private var links: [(member: Int, link: Link)] = []

  init(_ occurrences: [WordingCollection.Occurrence], terms: WordingTerms) {
    for occurrence in occurrences { add(occurrence) }
    parents = Array(names.indices)
    linkByKey(occurrences)
    linkByWords(SameWords(terms))
    linkByLetters()
  }

  private mutating func add(_ occurrence: Occurrence) {
    let normal = occurrence.name.normal
    let index = indexes[normal] ?? names.count
    if index == names.count {
      indexes[normal] = index
      names.append(Name(normal: normal, words: occurrence.name.words))
    }
    names[index].wordings[occurrence.name.wording, default: []].append(occurrence)
    if occurrence.isMention {
      names[index].isMentioned = true
    } else {
      names[index].isDeclared = true
    }
    if occurrence.isSure { names[index].isSure = true }
  }

  // MARK: Reasons

  /// Links what stands under one key in two documents.
  private mutating func linkByKey(_ occurrences: [Occurrence]) {
    var first: [String: Occurrence] = [:]
    for occurrence in occurrences {
      guard let key = occurrence.place.key, Self.isTelling(key) else { continue }
      guard let other = first[key] else {
        first[key] = occurrence
        continue
      }
      guard other.place.document != occurrence.place.document else { continue }
      link(
        other.name.normal, occurrence.name.normal, .key, "They stand under one key: \(key).")
    }
  }

  /// Whether a key is one of a whole program: of two words or more, and no part of a window's, whose
  /// controls are often called alike (`button1.Text`).
  private static func isTelling(_ key: String) -> Bool {
    let property = key.split(separator: ".").last.map { $0.lowercased() } ?? ""
    let isProperty =
      key.contains(".") && ["text", "label", "title", "tooltip", "caption"].contains(property)
    return !isProperty && ControlRole.words(of: key).count > 1
  }

  /// Links names of words that mean the same.
  private mutating func linkByWords(_ same: SameWords) {
    var senses: [String: [Int]] = [:]
    for (index, name) in names.enumerated() {
      if let sense = same.sense(of: name.words) { senses[sense, default: []].append(index) }
    }
    for (_, members) in senses.sorted(by: { $0.key < $1.key }) where members.count > 1 {
      let told = Self.toldApart(members) { names[$0].occurrences }
      let left = members.filter { !told.contains($0) }
      guard let first = left.first else { continue }
      for other in left.dropFirst() where names[first].isOfOneKind(with: names[other]) {
        link(
          names[first].normal, names[other].normal, .words,
          same.reason(names[first].words, names[other].words))
      }
    }
  }

  /// Those that a text names only together with another: a menu and its item, or a word and the one
  /// to use instead of it. Their writer knows them apart.
  private static func toldApart<Item: Hashable>(
    _ items: [Item], occurrences: (Item) -> [Occurrence]
  ) -> Set<Item> {
    var holders: [String: Set<Item>] = [:]
    for item in items {
      for occurrence in occurrences(item) {
        if let block = occurrence.block { holders[block, default: []].insert(item) }
      }
    }
    return Set(
      items.filter { item in
        occurrences(item).allSatisfy { $0.block.map { holders[$0]?.count ?? 0 > 1 } ?? false }
      })
  }

  /// Links names that only a text has with the one of a design or a string table that is nearly the
  /// same.
  private mutating func linkByLetters() {
    let declared = names.indices.filter { names[$0].isDeclared && names[$0].isSure }
    guard !declared.isEmpty else { return }
    let near = NearNames(declared.map { names[$0].normal })
    for index in names.indices where names[index].isMentioned && !names[index].isDeclared {
      guard let nearest = near.nearest(to: names[index].normal) else { continue }
      let (mine, theirs) = (names[index].usual, names[declared[nearest]].usual)
      link(
        names[index].normal, names[declared[nearest]].normal, .misspelling,
        "No design or string table has '\(mine)'; one has '\(theirs)'.")
    }
  }

  private mutating func link(
    _ left: String, _ right: String, _ cause: WordingReport.Cause, _ reason: String
  ) {
    guard left != right, let one = indexes[left], let other = indexes[right] else { return }
    links.append((other, Link(cause: cause, reason: reason)))
    let (top, below) = (root(of: one), root(of: other))
    // The earlier one is the root, so that the order does not hang on the reasons'.
    if top != below { parents[max(top, below)] = min(top, below) }
  }

  private func root(of index: Int) -> Int {
    var index = index
    while parents[index] != index { index = parents[index] }
    return index
  }

  // MARK: Entries

  /// What is not written alike everywhere.
  var entries: [WordingReport.Entry] {
    var members: [Int: [Int]] = [:]
    for index in names.indices { members[root(of: index), default: []].append(index) }
    var reasons: [Int: [Link]] = [:]
    for (member, link) in links { reasons[root(of: member), default: []].append(link) }
    return members.keys.sorted().compactMap { root in
      entry(members[root] ?? [], reasons[root] ?? [])
    }
  }

  private func entry(_ members: [Int], _ links: [Link]) -> WordingReport.Entry? {
    let members = members.map { names[$0].withoutContrasts }
    guard members.contains(where: \.isSure) else { return nil }
    let wordings = members.flatMap { $0.wordings.map(Self.wording) }.sorted {
      ($1.count, $0.text) < ($0.count, $1.text)
    }
    guard wordings.count > 1 else { return nil }
    var reasons: [(cause: WordingReport.Cause, text: String)] = []
    for link in links where !reasons.contains(where: { $0.text == link.reason }) {
      reasons.append((link.cause, link.reason))
    }
    if members.contains(where: { $0.wordings.count > 1 }) {
      reasons.append((.spelling, "The same words are written in different ways."))
    }
    let order = WordingReport.Cause.allCases
    let sorted = order.flatMap { cause in reasons.filter { $0.cause == cause } }
    return WordingReport.Entry(
      causes: order.filter { cause in sorted.contains { $0.cause == cause } },
      reasons: sorted.map(\.text), wordings: wordings)
  }

  private static func wording(
    _ text: String, _ occurrences: [Occurrence]
  ) -> WordingReport.Wording {
    WordingReport.Wording(
      text: text, count: occurrences.count,
      places: occurrences.prefix(WordingReport.placeLimit).map(\.place))
  }
}
