import Foundation

/// `/fine_tuning/jobs`: create, list, look, pause, resume, cancel, events, checkpoints. A job goes on by
/// being looked at.
extension Service {
  mutating func tuningRequest(_ request: Request) -> Reply {
    guard request.path.dropFirst().first == "jobs" else {
      return .refusal(404, "Invalid URL (\(request.route))")
    }
    guard request.path.count > 2 else {
      switch request.method {
      case "POST": return begin(job: JSON(request.body))
      case "GET": return listJobs(request)
      default: return wrongMethod(request)
      }
    }
    let id = request.path[2]
    guard let place = jobs.firstIndex(where: { $0.id == id }) else {
      return noSuch("fine-tuning job", id)
    }
    switch (request.method, request.path.dropFirst(3).first) {
    case ("GET", nil):
      goOn(withJobAt: place)
      return .json(jobs[place].json)
    case ("GET", "events"): return events(of: jobs[place], request)
    case ("GET", "checkpoints"):
      if jobs[place].fault == .noCheckpoints {
        return .refusal(404, "Invalid URL (\(request.route))")
      }
      return Page(jobs[place].checkpoints.reversed(), request.query, usual: 10).reply
    case ("POST", "pause"):
      return change(jobAt: place, from: ["queued", "running", "validating_files"], to: "paused")
    case ("POST", "resume"): return change(jobAt: place, from: ["paused"], to: nil)
    case ("POST", "cancel"):
      return change(
        jobAt: place, from: ["validating_files", "queued", "running", "paused"], to: "cancelled")
    default: return wrongMethod(request)
    }
  }

  private func listJobs(_ request: Request) -> Reply {
    let wanted = request.query.compactMap { key, value -> (String, String)? in
      guard key.hasPrefix("metadata["), key.hasSuffix("]") else { return nil }
      return (String(key.dropFirst(9).dropLast()), value)
    }
    let found = jobs.filter { job in wanted.allSatisfy { job.metadata[$0.0]?.text == $0.1 } }
    let page = Page(found.reversed().map { ($0.id, $0.json) }, request.query, usual: 20)
    return page.replyWithoutEnds
  }

  private func events(of job: StoredJob, _ request: Request) -> Reply {
    var told = job.fault == .oldestFirst ? job.events : job.events.reversed()
    // Each page's first event is the last one of the page before.
    if job.fault == .repeatedEvents, let after = request.query["after"],
      let place = told.firstIndex(where: { $0.id == after }), place > 0
    {
      told.swapAt(place, place - 1)
    }
    return Page(told, request.query, usual: 20).replyWithoutEnds
  }

  private mutating func change(
    jobAt place: Int, from: [String], to status: String?
  ) -> Reply {
    let now = jobs[place].status
    guard from.contains(now) else {
      return .refusal(
        400, "Job \(jobs[place].id) is \(now): this cannot be done.", code: "invalid_job_status")
    }
    if let status {
      if status == "paused" { jobs[place].resumesTo = now }
      jobs[place].status = status
    } else {
      jobs[place].status = jobs[place].resumesTo
    }
    if status == "cancelled" { jobs[place].finishedAt = self.now }
    tell(place, "Fine-tuning job \(status ?? "resumed")")
    return .json(jobs[place].json)
  }
}

// MARK: Making one

extension Service {
  private mutating func begin(job body: JSON?) -> Reply {
    if let refusal = refusal(ofJob: body) { return refusal }
    guard let body, let model = body["model"]?.text, let training = body["training_file"]?.text
    else { return .refusal(400, "'model' and 'training_file' are required") }
    let metadata = body["metadata"] ?? [:]
    let named = metadata["stand-in"]?.text.flatMap(TuningFault.init(rawValue:))
    let queued = settings.tuningFaults.isEmpty ? .none : settings.tuningFaults.removeFirst()
    let fault = named ?? queued
    if fault == .lostOrder { return Reply(.hangUp) }
    let method =
      body["method"]
      ?? ["type": "supervised", "supervised": ["hyperparameters": body["hyperparameters"] ?? [:]]]
    let job = StoredJob(
      id: newID("ftjob-"), model: model, trainingFile: training,
      validationFile: body["validation_file"]?.text, method: method,
      seed: body["seed"]?.whole ?? 7, suffix: body["suffix"]?.text ?? "", metadata: metadata,
      createdAt: now, fault: fault, steps: settings.tuningSteps)
    jobs.append(job)
    tell(jobs.count - 1, "Created fine-tuning job: \(job.id)")
    tell(jobs.count - 1, "Validating training file: \(training)")
    return fault == .lostAnswer ? Reply(.hangUp) : .json(job.json)
  }

  private func refusal(ofJob body: JSON?) -> Reply? {
    guard let model = body?["model"]?.text else {
      return .refusal(400, "you must provide a model parameter", param: "model")
    }
    if settings.tuningIsClosed {
      return .refusal(
        403, "Fine-tuning is no longer available to this organization.",
        code: "fine_tuning_not_available")
    }
    guard settings.models.contains(model) else {
      return .refusal(
        400, "Model \(model) is not available for fine-tuning or does not exist.",
        code: "model_not_available", param: "model")
    }
    for key in ["training_file", "validation_file"] {
      guard let id = body?[key]?.text else {
        if key == "training_file" { return .refusal(400, "'\(key)' is required", param: key) }
        continue
      }
      guard let file = files.first(where: { $0.id == id && $0.purpose == "fine-tune" }) else {
        return .refusal(400, "invalid \(key): \(id)", code: "invalid_file_id", param: key)
      }
      if file.looks > 0 {
        return .refusal(400, "\(key) \(id) is not ready", code: "file_not_ready", param: key)
      }
    }
    if let seed = body?["seed"]?.whole, !(0...2_147_483_647).contains(seed) {
      return .refusal(400, "'seed' is out of range", param: "seed")
    }
    if let suffix = body?["suffix"]?.text, !(1...64).contains(suffix.count) {
      return .refusal(400, "'suffix' has 1 to 64 characters", param: "suffix")
    }
    return refusal(ofMethod: body?["method"]) ?? refusal(ofMetadata: body?["metadata"])
  }

  private func refusal(ofMethod method: JSON?) -> Reply? {
    guard let method else { return nil }
    let kind = method["type"]?.text ?? ""
    guard ["supervised", "dpo"].contains(kind) else {
      return .refusal(400, "'\(kind)' is not one of supervised, dpo", param: "method.type")
    }
    let values = method[kind]?["hyperparameters"]?.members ?? [:]
    for (name, value) in values where value.text != "auto" {
      let isGood =
        switch (name, value) {
        case ("n_epochs", .integer(let whole)): (1...50).contains(whole)
        case ("batch_size", .integer(let whole)): (1...256).contains(whole)
        case ("learning_rate_multiplier", .integer(let whole)): whole > 0
        case ("learning_rate_multiplier", .number(let number)): number > 0
        case ("beta", .integer(let whole)): kind == "dpo" && (1...2).contains(whole)
        case ("beta", .number(let number)): kind == "dpo" && number > 0 && number <= 2
        default: false
        }
      if !isGood {
        return .refusal(400, "'\(name)' cannot be \(value.written)", param: "method.\(kind)")
      }
    }
    return nil
  }

  private func refusal(ofMetadata metadata: JSON?) -> Reply? {
    guard let metadata, metadata != nil else { return nil }
    let isGood =
      metadata.members.map { members in
        members.count <= 16
          && members.allSatisfy { $0.key.count <= 64 && ($0.value.text ?? " ").count <= 512 }
      } ?? false
    return isGood ? nil : .refusal(400, "'metadata' has at most 16 pairs", param: "metadata")
  }
}

// MARK: Its life

extension Service {
  private mutating func tell(_ place: Int, _ message: String, _ data: JSON? = nil) {
    let id = newID("ftevent-")
    var event: JSON = [
      "object": "fine_tuning.job.event", "id": .string(id), "created_at": .integer(now),
      "level": jobs[place].status == "failed" ? "error" : "info", "message": .string(message),
      "type": data == nil ? "message" : "metrics",
    ]
    event["data"] = data
    jobs[place].events.append((id, event))
  }

  private mutating func goOn(withJobAt place: Int) {
    switch jobs[place].status {
    case "validating_files": validate(place)
    case "queued":
      if jobs[place].fault == .queuedForEver { return }
      jobs[place].status = "running"
      tell(place, "Fine-tuning job started")
    case "running":
      for _ in 0..<settings.tuningStepsPerLook where jobs[place].status == "running" {
        step(place)
      }
    default: break
    }
  }

  private mutating func validate(_ place: Int) {
    let file = files.first { $0.id == jobs[place].trainingFile }
    let lines = file?.data.split(separator: UInt8(ascii: "\n")) ?? []
    var wrong: String?
    if lines.count < 10 {
      wrong = "Training file has \(lines.count) example(s), but must have at least 10 examples"
    }
    if jobs[place].fault == .badFile { wrong = "The file failed moderation." }
    if lines.contains(where: { JSON($0)?.members == nil }) { wrong = "Invalid file format." }
    if let wrong {
      fail(place, code: "invalid_training_file", wrong, param: "training_file")
    } else {
      jobs[place].status = "queued"
      tell(place, "Files validated, moving job to queued state")
    }
  }

  private mutating func fail(_ place: Int, code: String, _ message: String, param: JSON) {
    jobs[place].status = "failed"
    jobs[place].finishedAt = now
    jobs[place].error = ["code": .string(code), "message": .string(message), "param": param]
    tell(place, "The job failed: \(message)")
  }

  /// The figures of a step; those of the seed, so that equal jobs bring equal ones.
  private func figures(_ job: StoredJob, _ step: Int) -> [String: JSON] {
    let part = Double(job.seed % 10) / 100
    var figures: [String: JSON] = [
      "train_loss": .number(2.5 / Double(step + 1) + 0.5 + part),
      "train_mean_token_accuracy": .number(1 - 1 / Double(step + 1)),
    ]
    if job.validationFile != nil {
      figures["valid_loss"] = .number(2.75 / Double(step + 1) + 0.5 + part)
      figures["valid_mean_token_accuracy"] = .number(1 - 1 / Double(step + 2))
    }
    return figures
  }

  private mutating func step(_ place: Int) {
    jobs[place].step += 1
    let job = jobs[place]
    if job.fault == .failsMidway, job.step > job.steps / 2 {
      return fail(place, code: "server_error", "The worker was lost.", param: nil)
    }
    var figures = figures(job, job.step)
    let isMeasured = job.step % settings.tuningCheckpointSteps == 0 || job.step == job.steps
    if isMeasured, job.validationFile != nil {
      figures["full_valid_loss"] = .number(3 / Double(job.step + 1) + 0.5)
      figures["full_valid_mean_token_accuracy"] = .number(1 - 1 / Double(job.step + 3))
    }
    figures["step"] = .integer(job.step)
    var told = figures
    told["total_steps"] = .integer(job.steps)
    if job.fault == .lossless, job.step > 2 { told["train_loss"] = .number(.nan) }
    if job.fault != .fewEvents || job.step % 2 == 0 {
      tell(place, "Step \(job.step)/\(job.steps)", .object(told))
    }
    if isMeasured { checkpoint(place, figures) }
    if job.step == job.steps { finish(place) }
  }

  private mutating func checkpoint(_ place: Int, _ figures: [String: JSON]) {
    let id = newID("ftckpt_")
    let step = jobs[place].step
    jobs[place].checkpoints.append(
      (
        id,
        [
          "object": "fine_tuning.job.checkpoint", "id": .string(id), "created_at": .integer(now),
          "fine_tuned_model_checkpoint": .string(jobs[place].name(at: step)),
          "fine_tuning_job_id": .string(jobs[place].id), "metrics": .object(figures),
          "step_number": .integer(step),
        ]
      ))
    tell(place, "Checkpoint created at step \(step)")
  }

  private mutating func finish(_ place: Int) {
    let job = jobs[place]
    var rows = ["step,train_loss,train_accuracy,valid_loss,valid_mean_token_accuracy"]
    for step in 1...job.steps {
      let row = figures(job, step)
      let names = ["train_loss", "train_mean_token_accuracy", "valid_loss"]
      let cells = names.map { row[$0]?.written ?? "" }
      let last = row["valid_mean_token_accuracy"]?.written ?? ""
      rows.append("\(step),\(cells.joined(separator: ",")),\(last)")
    }
    if job.fault == .tornResults { rows[1] = "1,two,3" }
    let data = Data((rows.joined(separator: "\n") + "\n").utf8)
    let written = job.fault == .encodedResults ? data.base64EncodedData() : data
    let file = store(written, name: "step_metrics.csv", purpose: "fine-tune-results")
    if let id = file["id"]?.text { jobs[place].resultFiles = [id] }
    if job.fault == .noResults { files.removeAll { $0.id == file["id"]?.text } }
    jobs[place].status = "succeeded"
    jobs[place].finishedAt = now
    jobs[place].trainedTokens = 1_000 * job.steps
    tell(place, "New fine-tuned model created: \(jobs[place].name())")
    tell(place, "The job has successfully completed")
  }
}
