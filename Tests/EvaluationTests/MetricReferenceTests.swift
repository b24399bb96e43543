import Evaluation
import Foundation
import TestSupport
import Testing

/// Every metric against the program that defines it, segment by segment.
@Suite(.enabled(if: References.arePresent, References.absent))
struct MetricReferenceTests {
  private static let metrics: [String: any TextMetric] = {
    var metrics: [String: any TextMetric] = [
      "13a": BLEU(), "13a-lowercased": BLEU(isLowercased: true),
      "13a-floor": BLEU(smoothing: .floor(0.1), usesEffectiveOrder: true),
      "13a-effective": BLEU(usesEffectiveOrder: true), "13a-none": BLEU(smoothing: .none),
      "intl-add-k": BLEU(tokenization: .international, smoothing: .addK(1)),
      "char": BLEU(tokenization: .characters, usesEffectiveOrder: true),
      "none-floor": BLEU(tokenization: .none, smoothing: .floor(0.25)), "order-2": BLEU(order: 2),
      "chrF": ChrF(), "chrF++": ChrF.plusPlus,
      "chrF-lowercased": ChrF(wordOrder: 1, isLowercased: true),
      "chrF-whitespace": ChrF(characterOrder: 4, beta: 3, includesWhitespace: true),
      "TER": TranslationEditRate(), "TER-case": TranslationEditRate(isCaseSensitive: true),
      "exact": ExactMatch(), "exact-normalized": ExactMatch(isNormalized: true),
      "token-f1": TokenF1(),
    ]
    for stemmer in [false, true] {
      let ending = stemmer ? "-stemmer" : ""
      for kind in [ROUGE.Kind.ngrams(1), .ngrams(2), .ngrams(3), .subsequence, .summary] {
        let metric = ROUGE(kind, usesStemmer: stemmer)
        metrics[metric.name + ending] = metric
      }
    }
    return metrics
  }()

  @Test func `every metric equals its reference on 1,500 mixed pairs`() async throws {
    try await compare(MixedPairs.make(1_500, seed: 20_261_121))
  }

  @Test(.enabled(if: Corpus.isPresent, "\(Corpus.absent)"))
  func `every metric equals its reference on lines of real documents`() async throws {
    let lines = Corpus.files(of: "").prefix(400).flatMap { file in
      ((try? String(contentsOf: file, encoding: .utf8)) ?? "")
        .split(separator: "\n", omittingEmptySubsequences: false).prefix(60)
        .map { String($0.prefix(600)) }
    }
    // A line and the next but one: little in common, which is where metrics differ.
    let pairs = zip(lines, lines.dropFirst(2)).enumerated().filter { $0.offset % 5 == 0 }
      .prefix(1_200).map { TextPair($0.element.0, reference: $0.element.1) }
    try #require(pairs.count >= 1_000)
    try await compare(pairs)
  }

  private func compare(_ pairs: [TextPair]) async throws {
    let found = try await References.ask(
      "metrics", References.Pairs(pairs), [String: References.Score].self)
    let short = pairs.filter { $0.hypothesis.split(whereSeparator: \.isWhitespace).count <= 150 }
    #expect(Set(found.keys) == Set(Self.metrics.keys))
    for (name, reference) in found.sorted(by: { $0.key < $1.key }) {
      guard let metric = Self.metrics[name] else { continue }
      try compare(metric, name, name.hasPrefix("TER") ? short : pairs, reference)
    }
  }

  private func compare(
    _ metric: some TextMetric, _ name: String, _ pairs: [TextPair], _ reference: References.Score
  ) throws {
    let statistics = try metric.statistics(of: pairs)
    let score = metric.score(statistics, of: pairs)
    #expect(abs(score.value - reference.corpus) < 1e-6, "\(name)")
    if !reference.signature.isEmpty { #expect(score.signature == reference.signature) }
    let values = metric.values(of: statistics)
    try #require(values.count == reference.segments.count, "\(name)")
    let wrong = zip(values, reference.segments).enumerated().filter {
      !(abs($0.element.0 - $0.element.1) < 1e-6)
    }
    let first = wrong.first.map { "\(pairs[$0.offset]): \($0.element)" } ?? ""
    #expect(wrong.isEmpty, "\(name): \(wrong.count) of \(values.count) segments, as \(first)")
  }
}
