/// What the server refuses in a body, as OpenAI's does: unknown names, wrong types, values out of range.
struct RequestRules {
  /// Where the messages stand.
  private var turns: String
  private var ceiling: String
  /// The least that the ceiling may be.
  private var least: Int
  private var names: Set<String>

  static let chat = RequestRules(
    turns: "messages", ceiling: "max_completion_tokens", least: 1,
    names: [
      "audio", "frequency_penalty", "function_call", "functions", "logit_bias", "logprobs",
      "max_completion_tokens", "max_tokens", "messages", "metadata", "modalities", "model", "n",
      "parallel_tool_calls", "prediction", "presence_penalty", "prompt_cache_key",
      "prompt_cache_retention", "reasoning_effort", "response_format", "safety_identifier", "seed",
      "service_tier", "stop", "store", "stream", "stream_options", "temperature", "tool_choice",
      "tools", "top_logprobs", "top_p", "user", "verbosity", "web_search_options",
    ])

  static let response = RequestRules(
    turns: "input", ceiling: "max_output_tokens", least: 16,
    names: [
      "background", "conversation", "include", "input", "instructions", "max_output_tokens",
      "max_tool_calls", "metadata", "model", "parallel_tool_calls", "previous_response_id",
      "prompt",
      "prompt_cache_key", "prompt_cache_retention", "reasoning", "safety_identifier",
      "service_tier", "store", "stream", "stream_options", "temperature", "text", "tool_choice",
      "tools", "top_logprobs", "top_p", "truncation", "user",
    ])

  func refusal(of body: JSON) -> Reply? {
    if let unknown = (body.members ?? [:]).keys.sorted().first(where: { !names.contains($0) }) {
      return .refusal(
        400, "Unknown parameter: '\(unknown)'.", code: "unknown_parameter", param: unknown)
    }
    guard let said = body[turns] else {
      return .refusal(
        400, "Missing required parameter: '\(turns)'.", code: "missing_required_parameter",
        param: turns)
    }
    let isText = said.text != nil && turns == "input"
    if said.elements?.isEmpty ?? !isText {
      return wrong(turns, "expected an array of messages with at least one")
    }
    return outOfRange("n", 1...128, body) ?? outOfRange(ceiling, least...1_000_000, body)
      ?? outOfRange("max_tokens", 1...1_000_000, body) ?? wrongTemperature(body)
      ?? wrongLogProbabilities(body) ?? wrongSchema(body)
  }

  private func wrong(_ name: String, _ why: String) -> Reply {
    .refusal(400, "Invalid value for '\(name)': \(why).", code: "invalid_value", param: name)
  }

  private func outOfRange(_ name: String, _ range: ClosedRange<Int>, _ body: JSON) -> Reply? {
    guard let value = body[name], value != .null else { return nil }
    if let whole = value.whole, range.contains(whole) { return nil }
    return wrong(name, "expected a whole number of \(range.lowerBound) to \(range.upperBound)")
  }

  private func wrongTemperature(_ body: JSON) -> Reply? {
    let range = 0.0...2.0
    switch body["temperature"] {
    case .none, .null: return nil
    case .integer(let value) where range.contains(Double(value)): return nil
    case .number(let value) where range.contains(value): return nil
    default: return wrong("temperature", "expected a number of 0 to 2")
    }
  }

  private func wrongLogProbabilities(_ body: JSON) -> Reply? {
    guard turns == "messages" else { return nil }
    switch body["logprobs"] {
    case .bool, .null, .none: break
    default: return wrong("logprobs", "expected a boolean")
    }
    if body["top_logprobs"]?.whole != nil, body["logprobs"]?.isTrue != true {
      return wrong("top_logprobs", "'logprobs' must be true where it is given")
    }
    return outOfRange("top_logprobs", 0...20, body)
  }

  /// A named schema; a strict one closes every object and requires all its properties.
  private func wrongSchema(_ body: JSON) -> Reply? {
    let format = turns == "input" ? body["text"]?["format"] : body["response_format"]
    guard let format, format["type"]?.text == "json_schema" else { return nil }
    let place = turns == "input" ? "text.format" : "response_format.json_schema"
    let named = turns == "input" ? format : format["json_schema"] ?? .null
    let name = named["name"]?.text ?? ""
    let isPlain = name.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0))
    }
    guard !name.isEmpty, name.count <= 64, isPlain else {
      return wrong("\(place).name", "expected 1 to 64 of a-z, A-Z, 0-9, _ and -")
    }
    guard let schema = named["schema"] else { return wrong("\(place).schema", "it is missing") }
    guard named["strict"]?.isTrue == true, let fault = Self.laxity(of: schema) else { return nil }
    return .refusal(
      400, "Invalid schema for response_format '\(name)': \(fault)", code: "invalid_json_schema",
      param: place)
  }

  private static func laxity(of schema: JSON) -> String? {
    if schema["type"]?.text == "object" {
      let properties = (schema["properties"]?.members ?? [:]).keys.sorted()
      let required = (schema["required"]?.elements ?? []).compactMap(\.text).sorted()
      if schema["additionalProperties"] != .bool(false) {
        return "'additionalProperties' is required to be supplied and to be false."
      }
      if properties != required {
        return "'required' is required to be supplied and to name every key in properties."
      }
    }
    let named = [schema["properties"], schema["$defs"]].flatMap { ($0?.members ?? [:]).values }
    let within = named + (schema["anyOf"]?.elements ?? []) + [schema["items"]].compactMap { $0 }
    return within.lazy.compactMap(laxity).first
  }
}
