import Core

/// `report.json`: what went into a dataset, what was left out, and why.
struct DatasetReport: Codable, Hashable {
  var nodes: Int
  var examples: Int
  var byRecipe: [String: Int]
  var bySplit: [String: Int]
  /// Source documents, each with its split.
  var groups: [String: Example.Split]
  var duplicates: [Deduplication.Dropped]
  var skipped: [String: Int]
  var findings: [Finding]

  /// The dataset card: Markdown with the front matter that Hugging Face's cards have.
  func card(_ style: DatasetStyle) -> String {
    let size = examples < 1000 ? "n<1K" : (examples < 10_000 ? "1K<n<10K" : "10K<n<100K")
    let rows = { (counts: [String: Int]) in
      counts.sorted { $0.key < $1.key }.map { "| \($0.key) | \($0.value) |" }
        .joined(separator: "\n")
    }
    let documents = groups.sorted { $0.key < $1.key }
      .map { "- `\($0.key)`: \($0.value.rawValue)" }.joined(separator: "\n")
    return """
      ---
      language: \(style.language)
      license: \(style.licence)
      size_categories: \(size)
      task_categories: [text-generation]
      ---

      # Prompt dataset: \(style.title)

      \(examples) chat examples made of \(nodes) nodes of the piece's design documents. Each line of
      `lineage.jsonl` names the nodes behind one example: document, element path, line, digest.

      | recipe | examples |
      | --- | --- |
      \(rows(byRecipe))

      | split | examples |
      | --- | --- |
      \(rows(bySplit))

      ## Sources

      \(documents)

      ## How it was made

      Sections become instruction and text, questions become question and answer, labels become a
      request for the label. \(duplicates.count) exact duplicates were dropped. All examples of one
      document stand in one split, so that no text of a held-out document is trained on. Editors'
      remarks are not in it.

      ## Known limits

      The texts are the team's own, in one voice and one subject; near-duplicates across documents
      are not looked for. Nothing else was filtered.

      """
  }
}
