/// A fine-tuning job, as far as it is.
struct StoredJob {
  var id: String
  var model: String
  var trainingFile: String
  var validationFile: String?
  var method: JSON
  var seed: Int
  var suffix: String
  var metadata: JSON
  var createdAt: Int
  var fault: TuningFault
  /// Steps when it is whole.
  var steps: Int
  var status = "validating_files"
  /// The steps that are done.
  var step = 0
  /// The status that it goes on from where it waits.
  var resumesTo = "queued"
  var error: JSON = nil
  var finishedAt: Int?
  var trainedTokens: Int?
  var resultFiles: [String] = []
  /// The oldest first.
  var events: [(id: String, json: JSON)] = []
  /// The first step first.
  var checkpoints: [(id: String, json: JSON)] = []

  var isFinal: Bool { ["succeeded", "failed", "cancelled"].contains(status) }

  /// The tuned model's name, or that of a checkpoint.
  func name(at step: Int? = nil) -> String {
    let place = step.map { ":ckpt-step-\($0)" } ?? ""
    return "ft:\(model):stand-in:\(suffix):\(id.suffix(6))\(place)"
  }

  /// The hyperparameters of whichever method it has.
  var hyperparameters: JSON {
    let kind = method["type"]?.text ?? "supervised"
    var values = method[kind]?["hyperparameters"] ?? [:]
    for name in ["batch_size", "learning_rate_multiplier", "n_epochs"] where values[name] == nil {
      values[name] = "auto"
    }
    values["beta"] = nil
    return values
  }

  /// The status as it is told.
  private var said: String {
    switch fault {
    case .strangeStatus where step == 0: "warming_up"
    case .otherWords where status == "succeeded": "completed"
    default: status
    }
  }

  var json: JSON {
    [
      "object": "fine_tuning.job", "id": .string(id), "model": .string(model),
      "created_at": .integer(createdAt), "finished_at": finishedAt.map(JSON.integer) ?? nil,
      "fine_tuned_model": status == "succeeded" ? .string(name()) : nil,
      "organization_id": "org-stand-in", "result_files": .array(resultFiles.map(JSON.string)),
      "status": .string(said),
      "validation_file": validationFile.map(JSON.string) ?? nil,
      "training_file": .string(trainingFile), "hyperparameters": hyperparameters,
      "trained_tokens": trainedTokens.map(JSON.integer) ?? nil,
      "error": fault == .emptyError && error == nil ? [:] : error, "seed": .integer(seed),
      "integrations": [], "estimated_finish": nil, "method": method, "metadata": metadata,
    ]
  }
}
