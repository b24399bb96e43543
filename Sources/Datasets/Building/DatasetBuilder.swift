public import Core
import Formats
import FoundationEssentials

/// Puts a dataset together of what its documents give. Equal documents, reviews and settings give equal
/// bytes, whatever of it was made in an earlier build.
public struct DatasetBuilder: Sendable {
  private let book: RecipeBook
  private let budget: TokenBudget?
  private let reviews: ReviewLedger
  /// The fewest examples that OpenAI tunes with.
  private static let fewestExamples = 10
  /// What makes the examples of each document.
  public private(set) var maker: ExampleMaker
  /// What puts passages to an engine; `nil` where no recipe asks for it.
  public private(set) var synthesizer: Synthesizer?

  /// A builder set up by the desk's templates.
  ///
  /// - Parameters:
  ///   - template: a file under `Templates/`, by its path.
  ///   - templatePaths: the paths of all files below a folder of `Templates/`.
  ///   - rankFile: the ranks of a token encoding, by its name, where they are installed.
  ///   - reviews: what people said of the examples.
  /// - Throws: `YAMLError` or ``DatasetError`` with the line of the template that is wrong, and the
  ///   latter for damaged ranks.
  public init(
    _ style: DatasetStyle, template: (String) throws -> TemplateFile,
    templatePaths: (String) throws -> [String], rankFile: (String) -> TemplateFile?,
    reviews: ReviewLedger = .init()
  ) throws {
    let settings = try DatasetSettings(template(DatasetSettings.path))
    let cleaning = try template(CleaningSettings.path)
    let counter =
      try rankFile(settings.encoding.rawValue).map {
        TokenCounter(
          try TokenRanks($0.bytes, for: settings.encoding, display: $0.display))
      } ?? TokenCounter(estimating: settings.encoding)
    self.init(
      recipes: try RecipeBook(files: templatePaths(RecipeBook.folder).map(template), style: style),
      budget: TokenBudget(
        counter: counter, prices: try PriceTable(template(PriceTable.path)),
        limit: settings.longest),
      reviews: reviews,
      cleaning: (try CleaningSettings(cleaning), Digest(of: cleaning.bytes)))
    let files = try templatePaths(SynthesisRecipe.folder).map(template)
    let synthesizer = try Synthesizer(files: files, book: book)
    if !synthesizer.recipes.isEmpty { self.synthesizer = synthesizer }
  }

  /// What an engine's replies about one document give, to build with like any document's examples.
  ///
  /// - Parameter replies: what was asked, and what the engine wrote.
  public func examples(
    _ replies: [(request: SynthesisRequest, content: String)]
  ) -> DocumentExamples {
    guard let synthesizer else { return DocumentExamples() }
    return maker.examples(synthesizer.yield(of: replies))
  }

  /// Has persons redacted wherever a document of the set speaks of them, and not in that alone which
  /// marks them as such.
  public mutating func redact(_ names: Set<String>) {
    if names != maker.names { maker = maker.naming(names) }
  }

  /// - Parameters:
  ///   - budget: what tokens are counted with; without it the report says nothing of them.
  ///   - reviews: what people said of the examples.
  ///   - cleaning: by what texts are cleaned and judged; without it they stay as they are.
  public init(
    recipes: RecipeBook, budget: TokenBudget? = nil, reviews: ReviewLedger = .init(),
    cleaning: (settings: CleaningSettings, digest: Digest)? = nil
  ) {
    book = recipes
    self.budget = budget
    self.reviews = reviews
    maker = ExampleMaker(
      recipes: recipes, counter: budget?.counter ?? TokenCounter(estimating: .o200k),
      limit: budget?.limit, cleaning: cleaning)
  }

  /// Builds the dataset of a design set.
  ///
  /// - Parameters:
  ///   - nodes: the design nodes, each document's together and in its order.
  ///   - folder: the path to print before the files' names in findings.
  /// - Throws: what writing the files throws.
  public func build(
    from nodes: [DesignNode], folder: String = "PromptDatasets/"
  ) throws -> BuiltDataset {
    var builder = self
    builder.redact(nodes.authors)
    return try builder.build(of: nodes.byDocument.map(builder.maker.examples), folder: folder)
  }

  /// Builds the three splits with their lineage, card and report.
  ///
  /// - Parameters:
  ///   - documents: what ``maker`` made of each document, in their order.
  ///   - folder: the path to print before the files' names in findings.
  ///   - known: what an earlier build found out about texts that are alike; it saves time, and changes
  ///     nothing of what is built.
  ///   - frozen: the splits that are settled.
  /// - Returns: the dataset's files, and what its checks say.
  public func build(
    of documents: [DocumentExamples], folder: String = "PromptDatasets/",
    known: KnownTexts? = nil, frozen: FrozenSplits = FrozenSplits()
  ) throws -> BuiltDataset {
    try build(of: documents, folder: folder, known: known, frozen: frozen, given: [:], imported: [])
  }

  /// - Parameters:
  ///   - given: the splits that examples have whatever else they say, by their ids.
  ///   - imported: the files of others that they were read from, where nothing else is in the dataset.
  func build(
    of documents: [DocumentExamples], folder: String, known: KnownTexts? = nil,
    frozen: FrozenSplits = FrozenSplits(), given: [String: Example.Split],
    imported: [DatasetImport.File]
  ) throws -> BuiltDataset {
    var selection = ExampleSelection(of: documents)
    try selection.apply(reviews, maker, at: SourcePlace(folder + ReviewFile.folder))
    try selection.dropContradictions(by: book)
    if !given.isEmpty { selection.putHeldOutFirst { given[$0.id] ?? .train } }
    if !frozen.isEmpty {
      let test = Set(frozen.test)
      selection.putHeldOutFirst { frozen.split(of: $0, test) }
    }
    let unique = try Deduplication(
      selection.records, behind: selection.retracted, known: known)
    selection.leaveOut(repeating: unique.repeatingRetracted)
    let plan = SplitPlan(
      zip(unique.kept, unique.clusters).map {
        SplitPlan.Member(id: $0.id, group: $0.group, cluster: $1)
      }, kin: unique.kin, frozen: frozen)
    let assigned =
      given.isEmpty
      ? plan.examples.map(\.split)
      : zip(unique.kept, plan.examples).map { given[$0.id] ?? $1.split }
    var output = DatasetOutput(licence: book.style.licence, folder: folder)
    for (kind, split, places) in Self.files(unique.kept, assigned) {
      try output.append(places.map { unique.kept[$0] }, of: kind, to: split, reviews)
    }
    let leaks = try Self.leaks(unique, assigned)
    let groups = Self.groups(of: unique.kept, plan, given)
    let overLong = documents.flatMap(\.overLong)
    let redactions = documents.flatMap(\.redactions)
    let findings =
      selection.findings + book.unused(selection.counts) + Self.findings(of: redactions)
      + output.findings
      + plan.findings(at: SourcePlace(folder + FrozenSplits.path))
      + leaks.findings(at: SourcePlace(folder + DatasetReport.path))
      + lacks(groups.count, output.counts, overLong, in: folder)
    let report = DatasetReport(
      of: book.style, nodes: documents.reduce(0) { $0 + $1.nodes }, examples: unique.kept,
      counts: output.counts,
      splits: groups, duplicates: unique.dropped, leaks: leaks,
      search: unique.search.statement(at: Deduplication.nearThreshold), skipped: selection.skipped,
      leftOut: selection.leftOut,
      redactions: redactions, judged: documents.flatMap(\.judged),
      findings: findings, tokens: budget?.report(output.tokens, overLong: overLong))
    var built = try output.dataset(
      card: DatasetCard(
        report, of: unique.kept, recipes: book, synthetic: synthesizer?.recipes ?? [],
        imported: imported
      ).markdown(), report: report, findings: findings)
    built.redactions = redactions
    built.known = unique.known
    built.frozen = frozen.freezing(plan)
    return built
  }

  /// The examples of each file, by their places, in the order of the files.
  private static func files(
    _ records: [ExampleRecord], _ splits: [Example.Split?]
  ) -> [(Example.Kind, Example.Split, [Int])] {
    Example.Kind.allCases.flatMap { kind in
      var places: [Example.Split: [Int]] = [:]
      for (place, split) in splits.enumerated() where records[place].kind == kind {
        if let split { places[split, default: []].append(place) }
      }
      return Example.Split.allCases.map { (kind, $0, places[$0] ?? []) }
    }
  }

  /// What the splits share: nothing where no cluster and no group is parted, which the search for
  /// duplicates has looked for already; else all are compared.
  private static func leaks(
    _ unique: Deduplication, _ splits: [Example.Split?]
  ) throws -> LeakReport {
    if unique.isWhole {
      let examples = splits.indices.compactMap { place in
        splits[place].map { (unique.kept[place].group, unique.clusters[place], $0) }
      }
      if let report = LeakReport(examples) { return report }
    }
    return try LeakReport(
      files(unique.kept, splits).flatMap { _, split, places in
        places.map { LeakReport.Entry(unique.kept[$0], in: split) }
      })
  }

  /// The split of each group; where given splits part one, the one that is held out the most.
  private static func groups(
    of records: [ExampleRecord], _ plan: SplitPlan, _ given: [String: Example.Split]
  ) -> [String: Example.Split] {
    guard !given.isEmpty else { return plan.groups }
    var groups: [String: Example.Split] = [:]
    for record in records {
      guard let split = given[record.id] ?? plan.groups[record.group] else { continue }
      let known = groups[record.group]
      groups[record.group] = known.map { $0.isHeldOutLess(split) ? split : $0 } ?? split
    }
    return groups
  }

  /// What was redacted, a finding for each kind, at the first place.
  private static func findings(of redactions: [RedactedPassage]) -> [Finding] {
    SensitiveKind.allCases.compactMap { kind in
      let own = redactions.filter { $0.preview.kind == kind }
      return own.first.map {
        .redacted(
          kind, count: own.count, first: $0.preview, at: SourcePlace($0.document, line: $0.line))
      }
    }
  }

  /// What the dataset as a whole lacks.
  private func lacks(
    _ groups: Int, _ counts: [Example.Split: Int], _ overLong: [TokenLimit.OverLong],
    in folder: String
  ) -> [Finding] {
    let count = counts[.train] ?? 0
    let training = SourcePlace("\(folder)train.jsonl")
    var findings: [Finding] = []
    if (1...2).contains(groups) { findings.append(.noHeldOut(groups, at: training)) }
    if groups > 2, SplitShares(counts).areLopsided {
      findings.append(.lopsided(counts, at: training))
    }
    if count < Self.fewestExamples {
      findings.append(.fewExamples(count, at: training))
    }
    if let limit = budget?.limit {
      findings += overLong.map {
        .overLong($0, limit, at: SourcePlace(folder + "report.json"))
      }
    }
    return findings
  }
}

extension [DesignNode] {
  /// The nodes of each document, in the order in which the documents first stand here.
  fileprivate var byDocument: [[DesignNode]] {
    var places: [String: Int] = [:]
    var documents: [[DesignNode]] = []
    for node in self {
      if let place = places[node.document] {
        documents[place].append(node)
      } else {
        places[node.document] = documents.count
        documents.append([node])
      }
    }
    return documents
  }
}
