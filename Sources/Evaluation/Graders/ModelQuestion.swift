public import Core
import FoundationEssentials

/// What a model is asked that grades: its messages with their templates, and how it is to answer.
public struct ModelQuestion: Hashable, Sendable {
  /// A message before its variables have values.
  public struct Message: Hashable, Sendable {
    /// Who speaks; `developer` is `system`.
    public var role: ChatMessage.Role
    /// What is said.
    public var content: GraderTemplate

    public init(_ role: ChatMessage.Role, _ content: GraderTemplate) {
      self.role = role
      self.content = content
    }
  }

  /// The model's name, as the grader has it.
  public var model: String
  /// What it is told.
  public var messages: [Message]
  /// Parameters of the request, under the API's own names.
  public var parameters: [String: JSONValue]

  public init(model: String, messages: [Message], parameters: [String: JSONValue] = [:]) {
    self.model = model
    self.messages = messages
    self.parameters = parameters
  }

  /// What comes of a question and a sample.
  private enum Asked {
    case request(ChatRequest)
    case fault(String)
  }

  /// Asks about a sample, and grades what is answered; a text that the sample lacks gets nothing.
  ///
  /// - Parameters:
  ///   - result: the schema of the answer's `result`.
  ///   - read: makes a grade of the result, or says what is wrong with it.
  func grade(
    _ sample: GradedSample, named name: String, result: JSONValue,
    asking ask: (ChatRequest) async throws -> String,
    reading read: (JSONValue) throws(UnusableResult) -> Grade
  ) async throws -> Grade {
    switch try asked(about: sample, result: result) {
    case .fault(let fault): return .nothing(name, because: fault)
    case .request(let request):
      let answer = try await ask(request)
      return Self.grade(answer, named: name, reading: read)
    }
  }

  private static func grade(
    _ answer: String, named name: String, reading read: (JSONValue) throws(UnusableResult) -> Grade
  ) -> Grade {
    do throws(UnusableResult) {
      var grade = try read(Self.result(in: answer))
      grade.answer = answer
      return grade
    } catch {
      return .nothing(name, because: "the model answered with \(error.lack)", answer: answer)
    }
  }

  // Swift 6.3's optimizer crashes on a typed error thrown within an asynchronous loop.
  @inline(never)
  private func asked(
    about sample: GradedSample, result: JSONValue
  ) throws -> Asked {
    do throws(MissingVariable) {
      return .request(try request(for: sample, result: result))
    } catch {
      if error.isOfItem { throw error.error }
      return .fault(error.fault)
    }
  }

  /// The request for a sample.
  private func request(
    for sample: GradedSample, result: JSONValue
  ) throws(MissingVariable) -> ChatRequest {
    var turns: [ChatMessage] = []
    for message in messages {
      turns.append(ChatMessage(message.role, try message.content.text(for: sample)))
    }
    var more = parameters
    for name in Self.named { more[name] = nil }
    return ChatRequest(
      model: model, messages: turns, temperature: parameters["temperature"]?.figure,
      maxCompletionTokens: parameters["max_completion_tokens"]?.whole,
      seed: parameters["seed"]?.whole, more: more,
      answer: AnswerSchema(name: "grade", schema: Self.schema(result)))
  }

  /// The parameters that a request has properties for.
  private static let named = ["temperature", "max_completion_tokens", "seed"]

  /// `{"steps": [...], "result": ...}`, as OpenAI's graders ask for it.
  private static func schema(_ result: JSONValue) -> JSONValue {
    let text: JSONValue = .object(["type": .string("string")])
    return object([
      "steps": .object([
        "type": .string("array"), "items": object(["description": text, "conclusion": text]),
      ]), "result": result,
    ])
  }

  private static func object(_ members: [String: JSONValue]) -> JSONValue {
    .object([
      "type": .string("object"), "properties": .object(members),
      "required": .array(members.keys.sorted().map(JSONValue.string)),
      "additionalProperties": .bool(false),
    ])
  }

  /// The result in an answer: of the object that was asked for, or the answer itself.
  private static func result(in answer: String) -> JSONValue {
    let value = try? JSONDecoder().decode(JSONValue.self, from: Data(answer.utf8))
    if case .object(let members) = value { return members["result"] ?? .null }
    return value ?? .string(answer)
  }
}
