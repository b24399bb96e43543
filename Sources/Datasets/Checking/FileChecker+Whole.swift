import Core

extension FileChecker {
  // MARK: What is about the file as a whole

  /// Notes something of the whole file.
  mutating func report(_ rule: DatasetRule, _ message: String, remedy: String? = nil) {
    guard let severity = profile.severity(of: rule) else { return }
    wholeFindings.append(
      Finding(
        rule: rule.id, severity: severity, place: SourcePlace(display), message: message,
        remedy: remedy ?? rule.remedy))
  }

  /// A finding at a place of the file.
  func note(
    _ rule: DatasetRule, at offset: Int, line: Int, column: Int, _ message: String,
    remedy: String? = nil
  ) -> Finding {
    Finding(
      rule: rule.id, severity: profile.severity(of: rule) ?? .note,
      place: SourcePlace(display, line: line, column: column, byteOffset: offset),
      message: message, remedy: remedy ?? rule.remedy)
  }

  mutating func checkForm(_ form: FileForm) {
    switch form {
    case .lines(let hasMark): checkMark(hasMark)
    case .empty:
      report(.fileEmpty, "the file has \(bytes.isEmpty ? "no byte" : "nothing but white space")")
    case .packed(let program, let unpack):
      wholeFindings.append(
        note(
          .filePacked, at: 0, line: 1, column: 1, "the file is packed by \(program)",
          remedy: "Unpack it first: \(unpack)."))
    case .parquet:
      wholeFindings.append(
        note(
          .filePacked, at: 0, line: 1, column: 1, "the file is in Parquet",
          remedy: "Write it as JSONL first, with pandas: to_json(orient='records', lines=True)."))
    case .encoded(let name):
      wholeFindings.append(
        note(
          .fileEncoding, at: 0, line: 1, column: 1, "the file is in \(name), and must be in UTF-8",
          remedy: "Convert it: iconv -f \(name) -t UTF-8 FILE > NEW."))
    case .array(let offset):
      // Nothing but white space comes before it, each of a byte.
      let before = bytes[..<offset]
      let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
      wholeFindings.append(
        note(
          .fileNotLines, at: offset, line: before.count { $0 == 0x0A } + 1,
          column: offset - start + 1,
          "the file is one JSON array, and must have one object a line",
          remedy: "Write each item on a line of its own: jq -c '.[]' FILE > NEW."))
    }
  }

  private mutating func checkMark(_ hasMark: Bool) {
    switch profile.byteOrderMark {
    case .refused where hasMark:
      guard profile.severity(of: .byteOrderMark) != nil else { return }
      wholeFindings.append(
        note(
          .byteOrderMark, at: 0, line: 1, column: 1,
          "the file begins with a byte order mark (EF BB BF), at byte 0"))
    case .wanted where !hasMark:
      guard profile.severity(of: .byteOrderMarkMissing) != nil else { return }
      wholeFindings.append(
        note(
          .byteOrderMarkMissing, at: 0, line: 1, column: 1,
          "\(profile.title) asks for a byte order mark, and at byte 0 there is none",
          remedy: "Write it: (printf '\\357\\273\\277'; cat FILE) > NEW."))
    case .refused, .wanted, .allowed: break
    }
  }

  mutating func checkCounts(lines count: Int, examples: Int) {
    let shape = lines.memory.firstShape?.shape
    if let limit = profile.limit(.fileBytes, for: shape), bytes.count > limit.value {
      report(
        .fileTooLarge,
        "the file has \(bytes.count) bytes, and may have \(limit.value) (\(limit.origin))")
    }
    if let limit = profile.limit(.mostLines, for: shape), count > limit.value {
      report(
        .tooManyLines, "the file has \(count) lines, and may have \(limit.value) (\(limit.origin))")
    }
    if let limit = profile.limit(.mostExamples, for: shape), examples > limit.value {
      report(
        .tooManyExamples,
        "the file has \(examples) examples, and may have \(limit.value) (\(limit.origin))")
    }
    switch part {
    case .heldOut: return
    case .whole:
      if profile.wantsValidation, shape == .reinforcement {
        report(
          .validationMissing, "\(profile.title) asks for a validation file, and none was named")
      }
    case .training: break
    }
    if let limit = profile.limit(.fewestExamples, for: shape), examples < limit.value {
      report(
        .tooFewExamples,
        "the file has \(examples) examples, and must have \(limit.value) (\(limit.origin))")
    }
  }
}
