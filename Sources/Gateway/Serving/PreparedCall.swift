import HTTPTypes

/// A call that may be made: what is asked of whom.
struct PreparedCall {
  let endpoint: Endpoint
  let body: AskedBody
  let alias: Alias
  let arm: Arm

  /// What tells the client who answered.
  func name(_ backend: Backend, id: String, in headers: inout HTTPFields) {
    headers.add(HTTPFields.Own.call, id)
    headers.add(HTTPFields.Own.alias, alias.name)
    headers.add(HTTPFields.Own.arm, arm.name)
    headers.add(HTTPFields.Own.backend, backend.plan.name)
    headers.add(HTTPFields.Own.model, backend.plan.model)
  }
}
