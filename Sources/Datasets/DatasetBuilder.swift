public import Core
import Formats
import FoundationEssentials

/// Makes a prompt dataset of a design set. Equal nodes and templates give equal bytes.
public struct DatasetBuilder: Sendable {
  private let book: RecipeBook
  private let budget: TokenBudget?

  /// - Parameter budget: what tokens are counted with; without it the report says nothing of them.
  public init(recipes: RecipeBook, budget: TokenBudget? = nil) {
    book = recipes
    self.budget = budget
  }

  /// Builds the three splits with their lineage, card and report.
  ///
  /// - Parameters:
  ///   - nodes: the design nodes, each document's together and in its order.
  ///   - folder: the path to print before the files' names in findings.
  /// - Returns: the dataset's files, and what its checks say.
  /// - Throws: what writing the files throws.
  public func build(
    from nodes: [DesignNode], folder: String = "PromptDatasets/"
  ) throws -> BuiltDataset {
    var skipped: [String: Int] = [:]
    var made: [Example] = []
    for document in nodes.byDocument {
      let yield = book.examples(of: document)
      skipped.merge(yield.skipped, uniquingKeysWith: +)
      made += yield.examples
    }
    let unused = book.unused(made.reduce(into: [:]) { $0[$1.recipe, default: 0] += 1 })
    let agreed = Contradictions(made, recipes: book)
    skipped.merge(agreed.skipped, uniquingKeysWith: +)
    let unique = Deduplication(agreed.kept)
    var budget = budget
    let (kept, overLong) = budget?.fit(unique.kept) ?? (unique.kept, [])
    let assigner = SplitAssigner(groups: kept.map(\.group), kin: unique.kin)
    var splitExamples: [Example.Split: [Example]] = [:]
    var lines: [Example.Split: Data] = [:]
    var lineage: [Example.Lineage] = []
    var counts: [String: Int] = [:]
    var findings = agreed.findings + unused
    for split in Example.Split.allCases {
      let examples = kept.filter { assigner[$0.group] == split }
      splitExamples[split] = examples
      let jsonl = try CanonicalJSON.lines(examples.map { ["messages": $0.messages] })
      lines[split] = jsonl
      counts[split.rawValue] = examples.count
      lineage += examples.enumerated().map { index, example in
        Example.Lineage(example, split: split, line: index + 1, licence: book.style.licence)
      }
      findings += DatasetValidation.findings(
        in: jsonl, display: "\(folder)\(split.rawValue).jsonl")
    }
    let training = SourcePlace("\(folder)train.jsonl")
    let splits = Dictionary(kept.map { ($0.group, assigner[$0.group]) }) { first, _ in first
    }
    if (1...2).contains(splits.count) {
      findings.append(.noHeldOut(splits.count, at: training))
    }
    if let count = counts[Example.Split.train.rawValue], count < DatasetValidation.fewestExamples {
      findings.append(.fewExamples(count, at: training))
    }
    findings += overLong.compactMap { tooLong in
      budget?.limit.map { Finding.overLong(tooLong, $0, at: SourcePlace(folder + "report.json")) }
    }
    let report = DatasetReport(
      nodes: nodes.count, examples: kept, counts: counts, splits: splits,
      duplicates: unique.dropped, skipped: skipped, findings: findings,
      tokens: budget?.report(splitExamples, overLong: overLong))
    return BuiltDataset(
      train: lines[.train] ?? Data(), validation: lines[.validation] ?? Data(),
      test: lines[.test] ?? Data(), lineage: try CanonicalJSON.lines(lineage),
      card: Data(try DatasetCard(report, recipes: book).markdown().utf8),
      report: try CanonicalJSON.document(report), counts: counts, findings: findings,
      examples: kept)
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
