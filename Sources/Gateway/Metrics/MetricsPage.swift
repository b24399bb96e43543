/// The figures as Prometheus reads them (text exposition format 0.0.4).
struct MetricsPage {
  static let contentType = "text/plain; version=0.0.4; charset=utf-8"
  private static let prefix = "colophon_gateway_"

  private(set) var text = ""

  private mutating func family(_ name: String, _ type: String, _ help: String) {
    text += "# HELP \(Self.prefix)\(name) \(help)\n# TYPE \(Self.prefix)\(name) \(type)\n"
  }

  private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: String) {
    let list = labels.map { name, value in "\(name)=\"\(Self.escaped(value))\"" }
    text += "\(Self.prefix)\(name)"
    if !list.isEmpty { text += "{\(list.joined(separator: ","))}" }
    text += " \(value)\n"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
  }

  init(_ figures: GatewayMetrics.Figures, backends: [Backend], connections: Int, dropped: Int) {
    let series = figures.series.sorted {
      ($0.key.alias, $0.key.backend) < ($1.key.alias, $1.key.backend)
    }
    func labels(_ route: GatewayMetrics.Route) -> [(String, String)] {
      [("alias", route.alias), ("backend", route.backend)]
    }
    family("requests_total", "counter", "Calls by the status that the client got.")
    for (route, figures) in series {
      for (status, count) in figures.statuses.sorted(by: { $0.key < $1.key }) {
        sample("requests_total", labels(route) + [("status", "\(status)")], "\(count)")
      }
    }
    family("errors_total", "counter", "Failures of backends by kind.")
    for (failure, count) in figures.errors.sorted(by: {
      ($0.key.route.alias, $0.key.route.backend, $0.key.kind)
        < ($1.key.route.alias, $1.key.route.backend, $1.key.kind)
    }) {
      sample("errors_total", labels(failure.route) + [("kind", failure.kind)], "\(count)")
    }
    family("refusals_total", "counter", "Answers in which the model refused.")
    for (route, figures) in series {
      sample("refusals_total", labels(route), "\(figures.refusals)")
    }
    family("tokens_total", "counter", "Tokens as the backends count them.")
    for (route, figures) in series {
      for (direction, count) in [("input", figures.inputTokens), ("output", figures.outputTokens)] {
        sample("tokens_total", labels(route) + [("direction", direction)], "\(count)")
      }
    }
    histogram("request_seconds", "Time to the end of an answer.", series.map { ($0, $1.whole) })
    histogram(
      "first_byte_seconds", "Time to the first byte of an answer.",
      series.map { ($0, $1.firstByte) })
    family("turned_away_total", "counter", "Requests that the gateway refused, by code.")
    for (code, count) in figures.turnedAway.sorted(by: { $0.key < $1.key }) {
      sample("turned_away_total", [("code", code)], "\(count)")
    }
    single("abandoned_total", "counter", "Calls whose client went away.", figures.abandoned)
    single("feedback_total", "counter", "Feedback that came in.", figures.feedback)
    single("records_dropped_total", "counter", "Records that were too many to hold.", dropped)
    single("connections", "gauge", "Connections of clients.", connections)
    family("calls_in_flight", "gauge", "Calls under way at a backend.")
    for backend in backends {
      for (alias, count) in backend.inFlight.sorted(by: { $0.key < $1.key }) {
        sample("calls_in_flight", [("alias", alias), ("backend", backend.plan.name)], "\(count)")
      }
    }
    family("backend_up", "gauge", "Whether a backend is well and its breaker closed.")
    for backend in backends {
      let isUp = backend.isWell && backend.isClosed
      sample("backend_up", [("backend", backend.plan.name)], isUp ? "1" : "0")
    }
  }

  private mutating func single(_ name: String, _ type: String, _ help: String, _ value: Int) {
    family(name, type, help)
    sample(name, [], "\(value)")
  }

  private mutating func histogram(
    _ name: String, _ help: String, _ series: [(GatewayMetrics.Route, Histogram)]
  ) {
    family(name, "histogram", help)
    for (route, histogram) in series {
      let labels = [("alias", route.alias), ("backend", route.backend)]
      var count = 0
      for (bound, more) in zip(Histogram.bounds, histogram.counts) {
        count += more
        sample("\(name)_bucket", labels + [("le", "\(bound)")], "\(count)")
      }
      sample("\(name)_bucket", labels + [("le", "+Inf")], "\(histogram.count)")
      sample("\(name)_sum", labels, "\(histogram.sum)")
      sample("\(name)_count", labels, "\(histogram.count)")
    }
  }
}
