/// `/evals`: create, list, look.
extension Service {
  mutating func evalRequest(_ request: Request) -> Reply {
    guard request.path.count > 1 else {
      switch request.method {
      case "POST": return begin(eval: JSON(request.body))
      case "GET":
        let oldest = request.query["order"] == "desc" ? evals.reversed() : evals
        var query = request.query
        query["order"] = nil
        return Page(oldest, query, usual: 20).reply
      default: return wrongMethod(request)
      }
    }
    guard let eval = evals.first(where: { $0.id == request.path[1] }) else {
      return noSuch("eval", request.path[1])
    }
    return request.method == "GET" ? .json(eval.json) : wrongMethod(request)
  }

  private mutating func begin(eval body: JSON?) -> Reply {
    guard let body, let criteria = body["testing_criteria"], criteria.elements != nil,
      let source = body["data_source_config"], source["type"]?.text == "custom"
    else {
      return .refusal(
        400, "'data_source_config' and 'testing_criteria' are required",
        code: "missing_required_parameter")
    }
    let id = newID("eval_")
    let schema: JSON = [
      "type": "object", "properties": ["item": source["item_schema"] ?? [:]], "required": ["item"],
    ]
    let eval: JSON = [
      "object": "eval", "id": .string(id), "name": body["name"] ?? "", "created_at": .integer(now),
      "data_source_config": ["type": "custom", "schema": schema], "testing_criteria": criteria,
      "metadata": body["metadata"] ?? [:],
    ]
    evals.append((id, eval))
    return .json(eval)
  }
}
