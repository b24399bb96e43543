public import Core
import Datasets
import Formats
import FoundationEssentials

/// Stage 4: renders the exact requests that stage 5 will ask.
///
/// Responsible for: `script.yml` (made once, then a person's to edit), `requests.jsonl` in the Batch
/// API's input format, `plan.jsonl` with what each request is for.
/// Boundaries: finds passages through the context's search; calls no engine.
/// Invariant: the test split never enters a prompt; no secret stands in any file.
public struct ChatGPTAPIScriptsStage: Stage {
  public typealias Input = PromptDatasets
  public typealias Output = ChatGPTAPIScripts
  public static let id = StageID.chatGPTAPIScripts

  /// Excerpts shown for one section, and examples shown in one request.
  private static let excerptsPerSection = 12
  private static let examplesPerRequest = 2

  public init() {}

  public func run(
    _ input: Accepted<PromptDatasets>, in context: StageContext
  ) async throws -> StageProduct<ChatGPTAPIScripts> {
    let lineage = try CanonicalJSON.readLines(
      Example.Lineage.self, from: context.bytes(input.artifact.lineage))
    let script: ScriptFile
    let scriptBytes: Data
    if let file = try context.workingFiles(ScriptFile.name).first {
      do {
        script = try ScriptFile(file)
      } catch {
        return StageProduct(nil, findings: [.malformedScript(error)])
      }
      scriptBytes = file.bytes
    } else {
      script = ScriptFile(context.settings)
      scriptBytes = try YAML.write(script)
    }
    // What quotes the documents, or writes by hand, learns nothing that a test could measure.
    let heldOut = HeldOutDocuments(script.isRemote ? lineage : [])
    let context = heldOut.withholding(in: context)
    let form: AnswerSchema?
    switch try script.answer?.read(in: context) {
    case .success(let schema): form = schema
    case nil: form = nil
    case .failure(let error):
      let place = SourcePlace(context.display(ScriptFile.name, in: Self.id))
      return StageProduct(nil, findings: [.badAnswerForm(error.message, at: place)])
    }
    let useCase = try context.accepted(UseCasePrompt.self).artifact
    let prompt = String(decoding: try context.bytes(useCase.prompt), as: UTF8.self)
    let examples = try trainingExamples(input.artifact, lineage, in: context)
    var requests: [BatchRequest] = []
    var plans: [DraftPlan] = []
    var forms: [(deliverable: String, form: DraftFormat)] = []
    for name in useCase.deliverables {
      let outline = try DeliverableOutline(context.template(DeliverableOutline.path(of: name)))
      forms.append((name, outline.format ?? .markdown))
      var plan = try plan(name, outline: outline, useCase: useCase, in: context)
      let shown = Self.fitting(examples, plan)
      plan.examples = shown.map(\.id)
      plans.append(plan)
      requests.append(
        BatchRequest(
          customID: plan.request,
          script.chat(
            try messages(plan, useCase: useCase, prompt: prompt, shown, in: context), answer: form),
          to: script.api ?? .chat))
    }
    let estimates = script.isRemote ? try estimates(of: requests, in: context) : nil
    var findings = check(
      script, plans: plans, estimates: estimates, bytes: scriptBytes, in: context)
    findings += unmadeForms(forms, by: script, in: context)
    if !heldOut.names.isEmpty {
      let place = SourcePlace(context.display(ScriptFile.name, in: Self.id))
      findings.append(.heldOut(heldOut.names.sorted(), at: place))
    }
    let artifact = try ChatGPTAPIScripts(
      engine: script.engine, model: script.model, alias: alias(script.model, of: script.engine, in: context),
      candidates: script.candidates, ceiling: script.ceiling, requestCount: requests.count,
      concurrency: script.concurrency ?? 8,
      script: context.keep(ScriptFile.name, "application/yaml", scriptBytes),
      requests: context.keep(
        "requests.jsonl", "application/jsonl", CanonicalJSON.lines(requests)),
      plan: context.keep("plan.jsonl", "application/jsonl", CanonicalJSON.lines(plans)))
    let isEdited = try scriptBytes != YAML.write(ScriptFile(context.settings))
    return StageProduct(artifact, findings: findings, isPersonsWork: isEdited)
  }

  /// What the requests take, by the desk's price table.
  private func estimates(
    of requests: [BatchRequest], in context: StageContext
  ) throws -> ScriptEstimates {
    let prices = try PriceTable(context.template(PriceTable.path))
    var estimator = RequestEstimator(prices: prices) { encoding in
      // A rank file that is damaged is as good as none for an estimate.
      let ranks = context.rankFile(encoding.rawValue).flatMap {
        try? TokenRanks($0.bytes, for: encoding, display: $0.display)
      }
      return ranks.map { TokenCounter($0) } ?? TokenCounter(estimating: encoding)
    }
    return ScriptEstimates(all: requests.map { estimator.estimate($0) }, prices: prices)
  }

  /// What a deliverable's request is for: each section with the passages that answer it best.
  private func plan(
    _ name: String, outline: DeliverableOutline, useCase: UseCasePrompt, in context: StageContext
  ) throws -> DraftPlan {
    var passages = PassageList()
    let request = FrontMatter(try context.bytes(useCase.brief)).body
    let sections = try outline.sections.map { section in
      let found = try context.search(
        PassageQuery(
          title: useCase.title, goal: useCase.goal, request: request, audience: useCase.audience,
          heading: section.heading, ask: section.ask),
        Self.excerptsPerSection)
      let shown = passages.show(found)
      return DraftPlan.Section(
        heading: section.heading, ask: section.ask, words: section.words,
        passages: shown.map(\.marker), scores: shown.map(\.score))
    }
    return DraftPlan(
      request: name, deliverable: name, title: useCase.title, sections: sections,
      passages: passages.passages)
  }

  /// The examples that a request shows: made of the documents its passages are from.
  private static func fitting(_ examples: [Example], _ plan: DraftPlan) -> [Example] {
    let documents = Set(plan.passages.map(\.source.document))
    let fitting = examples.lazy.filter { example in
      documents.contains(example.group) && example.messages.contains { $0.role == .user }
    }
    return Array(fitting.prefix(examplesPerRequest))
  }

  private func messages(
    _ plan: DraftPlan, useCase: UseCasePrompt, prompt: String, _ examples: [Example],
    in context: StageContext
  ) throws -> [ChatMessage] {
    let constraints = useCase.constraints.map { TemplateValue.fields(["text": .text($0)]) }
    let system = try Template(context.template("prompts/draft-system.mustache"), for: .text)
    let user = try Template(context.template("prompts/draft-user.mustache"), for: .text)
    let outline = try DeliverableOutline(
      context.template(DeliverableOutline.path(of: plan.deliverable)))
    return [
      ChatMessage(
        .system,
        try system.render([
          "voice": .text(useCase.voice), "language": .text(useCase.language),
          "constraints": .list(constraints),
          "form": .text((outline.format ?? .markdown).rule),
        ])),
      ChatMessage(
        .user,
        try user.render([
          "useCase": .text(prompt), "title": .text(plan.title),
          "sections": .list(
            plan.sections.map {
              .fields([
                "heading": .text($0.heading), "ask": .text($0.ask), "words": .text("\($0.words)"),
              ])
            }),
          "passages": .list(
            plan.passages.map {
              .fields([
                "marker": .text($0.marker), "document": .text($0.source.document),
                "text": .text($0.text),
              ])
            }),
          "examples": .list(
            examples.map { example in
              .fields([
                "instruction": .text(example.messages.first { $0.role == .user }?.content ?? ""),
                "answer": .text(example.messages.last?.content ?? ""),
              ])
            }),
        ])),
    ]
  }

  /// The training examples with their lineage: the only ones an engine may be shown.
  private func trainingExamples(
    _ dataset: PromptDatasets, _ lineage: [Example.Lineage], in context: StageContext
  ) throws -> [Example] {
    struct Line: Decodable { var messages: [ChatMessage] }
    let chats = try CanonicalJSON.readLines(Line.self, from: context.bytes(dataset.train))
    let shown = lineage.filter {
      $0.kind == .chat && $0.split == .train && $0.recipe == "section"
    }
    return shown.compactMap { origin in
      guard chats.indices.contains(origin.line - 1) else { return nil }
      return Example(
        id: origin.id, recipe: origin.recipe, messages: chats[origin.line - 1].messages,
        group: origin.group, sources: origin.sources)
    }
  }
}
