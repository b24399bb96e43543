/// A call that may be made: what is asked of whom.
struct PreparedCall {
  let endpoint: Endpoint
  let body: AskedBody
  let alias: Alias
  let arm: Arm

  /// What tells the client who answered.
  func headers(answeredBy backend: Backend, id: String) -> [(name: String, value: String)] {
    [
      ("x-colophon-call", id), ("x-colophon-alias", alias.name), ("x-colophon-arm", arm.name),
      ("x-colophon-backend", backend.plan.name), ("x-colophon-model", backend.plan.model),
    ]
  }
}
