public import Core
import Documents

extension HouseStyle {
  /// What the house style and good linking have to say of a text. Style is advice; a link that leads
  /// nowhere, says nothing or runs code, and a required sentence that is missing, block.
  ///
  /// - Parameters:
  ///   - markdown: the text.
  ///   - display: what messages call its file.
  ///   - language: BCP 47; the reading grade is known for English only.
  /// - Returns: by line.
  public func findings(
    in markdown: String, display: String, language: String = "en"
  ) -> [Finding] {
    let source = MarkdownSource(markdown, display: display)
    let prose = source.prose
    var findings = prose.flatMap { avoidedTerms(in: $0, of: source) }
    findings += prose.flatMap { longSentences(in: $0, of: source) }
    findings += missingSentences(in: prose, display: display)
    if language == "en" || language.hasPrefix("en-") {
      findings += readingGrade(of: prose, display: display)
    }
    findings += LinkCheck(source).findings
    return findings.sorted { left, right in
      (left.place?.line ?? 0, left.place?.column ?? 0)
        < (right.place?.line ?? 0, right.place?.column ?? 0)
    }
  }

  /// What the house style has to say of a passage that is no whole text, such as an answer in a chat: of
  /// its words and its sentences. Required sentences, the reading grade and links are a deliverable's.
  ///
  /// - Returns: in the order of the text's blocks.
  public func findings(inPassage markdown: String) -> [Finding] {
    let source = MarkdownSource(markdown, display: "")
    return source.prose.flatMap { block in
      avoidedTerms(in: block, of: source) + longSentences(in: block, of: source)
    }
  }

  private func avoidedTerms(in block: MarkdownBlock, of source: MarkdownSource) -> [Finding] {
    avoid.flatMap { entry in
      source.places(of: entry.term, in: block).map { place in
        Finding(
          rule: "house-style-term", severity: .warning, place: place,
          message: "The house style avoids '\(entry.term)': \(entry.because).",
          remedy: "Write instead: \(entry.use).")
      }
    }
  }

  private func longSentences(in block: MarkdownBlock, of source: MarkdownSource) -> [Finding] {
    Prose(block.text).sentences.compactMap { sentence in
      guard sentence.words.count > maxSentenceWords else { return nil }
      let opening = sentence.words.prefix(5).joined(separator: " ")
      return Finding(
        rule: "sentence-too-long", severity: .warning,
        place: source.place(ofWords: opening, in: block),
        message: "The sentence that begins '\(opening)' has \(sentence.words.count) words; the "
          + "house style asks for at most \(maxSentenceWords).",
        remedy: "Make two sentences of it.")
    }
  }

  private func missingSentences(in prose: [MarkdownBlock], display: String) -> [Finding] {
    let text = prose.map(\.text).joined(separator: " ")
    return required.filter { !text.contains($0) }.map { sentence in
      Finding(
        rule: "required-sentence-missing", severity: .error, place: SourcePlace(display),
        message: "The text does not hold the sentence '\(sentence)'.",
        remedy: "Put it in, word for word; the house style wants it in every text.")
    }
  }

  private func readingGrade(of prose: [MarkdownBlock], display: String) -> [Finding] {
    let text = Prose(prose.map { $0.text + "." }.joined(separator: " "))
    guard let grade = text.readingGrade, grade > Double(maxReadingGrade) else { return [] }
    return [
      Finding(
        rule: "reading-grade", severity: .warning, place: SourcePlace(display),
        message: "The text reads at grade \(Int(grade.rounded(.up))); the house style asks for "
          + "\(maxReadingGrade) or lower.",
        remedy: "Shorten sentences, and prefer short words.")
    ]
  }
}
