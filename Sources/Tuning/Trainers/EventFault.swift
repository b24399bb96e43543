/// What is wrong with a line that should be an event, one clause.
struct EventFault: Error {
  var reason: String
}
