import Core

/// Reads graders from JSON, and says what about them cannot be read.
struct GraderReader {
  private let json: JSONValue
  /// Where in the file: `$.graders.name`.
  private let path: String

  init(_ json: JSONValue, at path: String = "$") {
    self.json = json
    self.path = path
  }

  func grader() throws(EvaluationError) -> Grader {
    try text("type") == "multi" ? .multi(try multi()) : .simple(try simple())
  }

  private func simple() throws(EvaluationError) -> SimpleGrader {
    let type = try text("type")
    switch type {
    case "string_check": return .stringCheck(try stringCheck())
    case "text_similarity": return .textSimilarity(try textSimilarity())
    case "score_model": return .scoreModel(try scoreModel())
    case "label_model": return .labelModel(try labelModel())
    case "multi": throw malformed("type", "a multi grader cannot stand in another")
    case "python":
      throw EvaluationError(
        .unsupportedGrader, "\(path): a python grader runs somebody else's program, and is not run",
        remedy: "Write it as string_check, text_similarity, score_model, label_model or multi.")
    default:
      throw malformed("type", "there is no grader '\(type)'")
    }
  }

  private func stringCheck() throws(EvaluationError) -> StringCheckGrader {
    let written = try text("operation")
    // The guide says `neq` where the description says `ne`.
    guard let operation = StringCheckGrader.Operation(rawValue: written == "neq" ? "ne" : written)
    else { throw malformed("operation", "'\(written)' is none of eq, ne, like, ilike") }
    return StringCheckGrader(
      name: try name(), input: try template("input"), reference: try template("reference"),
      operation: operation)
  }

  private func textSimilarity() throws(EvaluationError) -> TextSimilarityGrader {
    TextSimilarityGrader(
      name: try name(), input: try template("input"), reference: try template("reference"),
      metric: try metric(), passThreshold: try optionalNumber("pass_threshold"))
  }

  private func metric() throws(EvaluationError) -> TextSimilarityGrader.Metric {
    let written = try text("evaluation_metric")
    switch written {
    case "fuzzy_match": return .fuzzyMatch
    case "bleu": return .bleu
    case "gleu": return .gleu
    case "meteor": return .meteor
    case "rouge_1", "rouge_2", "rouge_3", "rouge_4", "rouge_5":
      return .rouge(written.last?.wholeNumberValue ?? 1)
    case "rouge_l": return .rougeL
    case "cosine":
      throw EvaluationError(
        .unsupportedGrader,
        "\(path).evaluation_metric: cosine wants an embedding model, and is not run",
        remedy:
          "Take fuzzy_match, bleu, gleu, meteor or rouge_1 to rouge_l, or a score_model grader.")
    default: throw malformed("evaluation_metric", "there is no metric '\(written)'")
    }
  }

  private func scoreModel() throws(EvaluationError) -> ScoreModelGrader {
    var range = 0.0...1.0
    if let written = json["range"], written != .null {
      let ends = (written.elements ?? []).compactMap(\.figure)
      guard ends.count == 2, written.elements?.count == 2, ends[0] <= ends[1] else {
        throw malformed("range", "it is no pair of numbers, the lower first")
      }
      range = ends[0]...ends[1]
    }
    return ScoreModelGrader(
      name: try name(), question: try question(), range: range,
      passThreshold: try optionalNumber("pass_threshold"))
  }

  private func labelModel() throws(EvaluationError) -> LabelModelGrader {
    let (labels, passing) = (try texts("labels"), try texts("passing_labels"))
    if let stranger = passing.first(where: { !labels.contains($0) }) {
      throw malformed("passing_labels", "'\(stranger)' is none of the labels")
    }
    return LabelModelGrader(
      name: try name(), question: try question(), labels: labels, passingLabels: passing)
  }

  private func multi() throws(EvaluationError) -> MultiGrader {
    let formula = try GraderFormula(try text("calculate_output"))
    let parts = try parts()
    let known = parts.flatMap(\.variables)
    if let stranger = formula.variables.sorted().first(where: { !known.contains($0) }) {
      throw malformed(
        "calculate_output",
        "there is no grader '\(stranger)', only \(known.joined(separator: ", "))")
    }
    let twice = formula.variables.sorted().first { name in known.count { $0 == name } > 1 }
    if let twice { throw malformed("calculate_output", "several graders are called '\(twice)'") }
    return MultiGrader(name: try name(), parts: parts, formula: formula)
  }

  /// The graders of a multi grader: by name, as the guide has them; in a list or alone, as the
  /// description has them, by their own names and as `TYPE_score`.
  private func parts() throws(EvaluationError) -> [MultiGrader.Part] {
    var parts: [MultiGrader.Part] = []
    switch json["graders"] {
    case .object(let members) where members["type"]?.text == nil:
      for (name, member) in members.sorted(by: { $0.key < $1.key }) {
        let grader = try GraderReader(member, at: "\(path).graders.\(name)").simple()
        parts.append(MultiGrader.Part(variables: [name], grader: grader))
      }
    case .array(let members):
      for (index, member) in members.enumerated() {
        parts.append(try GraderReader(member, at: "\(path).graders[\(index)]").namedPart())
      }
    case .object(let member):
      parts.append(try GraderReader(.object(member), at: "\(path).graders").namedPart())
    case .null, .bool, .integer, .number, .string, nil: break
    }
    if parts.isEmpty { throw malformed("graders", "there are none") }
    return parts
  }

  private func namedPart() throws(EvaluationError) -> MultiGrader.Part {
    MultiGrader.Part(variables: [try name(), "\(try text("type"))_score"], grader: try simple())
  }

  private func question() throws(EvaluationError) -> ModelQuestion {
    guard let written = json["input"]?.elements, !written.isEmpty else {
      throw malformed("input", "it is no list of messages")
    }
    var messages: [ModelQuestion.Message] = []
    for (index, message) in written.enumerated() {
      let place = GraderReader(message, at: "\(path).input[\(index)]")
      messages.append(
        ModelQuestion.Message(
          try place.role(), try GraderTemplate(try place.content(message["content"]))))
    }
    var parameters: [String: JSONValue] = [:]
    if case .object(let members) = json["sampling_params"] {
      for (name, value) in members where value != .null {
        // The description's own spelling, which the chat API does not know.
        parameters[name == "max_completions_tokens" ? "max_completion_tokens" : name] = value
      }
    }
    return ModelQuestion(model: try text("model"), messages: messages, parameters: parameters)
  }

  private func role() throws(EvaluationError) -> ChatMessage.Role {
    let written = try text("role")
    guard let role = ChatMessage.Role(rawValue: written == "developer" ? "system" : written) else {
      throw malformed("role", "'\(written)' is none of user, assistant, system, developer")
    }
    return role
  }

  /// A text, an object that holds one, or a list of either.
  private func content(_ value: JSONValue?) throws(EvaluationError) -> String {
    switch value {
    case .string(let text): return text
    case .array(let parts):
      var texts: [String] = []
      for part in parts { texts.append(try content(part)) }
      return texts.joined(separator: "\n")
    case .object(let part):
      let type = part["type"]?.text ?? ""
      if type == "input_text" || type == "output_text", let text = part["text"]?.text {
        return text
      }
      throw EvaluationError(
        .unsupportedGrader, "\(path).content: a part of the type '\(type)' is not asked",
        remedy: "Grade texts: input_text and output_text.")
    case .null, .bool, .integer, .number, nil:
      throw malformed("content", "it is no text")
    }
  }

  private func name() throws(EvaluationError) -> String {
    // The guide's own examples leave a multi grader's name out.
    try json["name"] == nil ? try text("type") : text("name")
  }

  private func template(_ key: String) throws(EvaluationError) -> GraderTemplate {
    try GraderTemplate(try text(key))
  }

  private func text(_ key: String) throws(EvaluationError) -> String {
    guard let text = json[key]?.text else { throw malformed(key, "it is no text") }
    return text
  }

  private func texts(_ key: String) throws(EvaluationError) -> [String] {
    let texts = json[key]?.elements?.compactMap(\.text) ?? []
    guard !texts.isEmpty, texts.count == json[key]?.elements?.count else {
      throw malformed(key, "it is no list of texts")
    }
    return texts
  }

  private func optionalNumber(_ key: String) throws(EvaluationError) -> Double? {
    guard let value = json[key], value != .null else { return nil }
    guard let number = value.figure else { throw malformed(key, "it is no number") }
    return number
  }

  private func malformed(_ key: String, _ reason: String) -> EvaluationError {
    EvaluationError(
      .malformedGrader, "\(path).\(key): \(reason)",
      remedy: "Write the grader as OpenAI's description of its API has it.")
  }
}
