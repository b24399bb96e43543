package import Formats

/// A picture of numbers that change, for a template that draws it as SVG: lines, axes and what they are
/// called. No script, and nothing that is not text.
package struct LineChart {
  /// One line.
  package struct Series {
    package var name: String
    package var points: [(x: Double, y: Double)]
    /// Whether each point is marked: few ones are.
    package var isMarked = false

    package init(name: String, points: [(x: Double, y: Double)], isMarked: Bool = false) {
      self.name = name
      self.points = points
      self.isMarked = isMarked
    }
  }

  /// What the picture is called; in the page it is unlike all others.
  package var id: String
  package var title: String
  /// What it shows, for people who do not see it.
  package var description: String
  package var across: String
  package var up: String
  package var series: [Series]
  package var isLogarithmic = false
  /// What is written at places of the axis across, such as days; round numbers where there is none.
  package var marks: [(x: Double, label: String)] = []

  package init(
    id: String, title: String, description: String, across: String, up: String, series: [Series],
    isLogarithmic: Bool = false, marks: [(x: Double, label: String)] = []
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.across = across
    self.up = up
    self.series = series
    self.isLogarithmic = isLogarithmic
    self.marks = marks
  }

  private static let size = (width: 720.0, height: 300.0)
  private static let margin = (left: 70.0, right: 16.0, top: 14.0, bottom: 44.0)
  /// The most points of a line: more than this the picture cannot show.
  private static let mostPoints = 600

  /// What the template draws.
  package var fields: TemplateValue {
    let (size, margin) = (Self.size, Self.margin)
    let bottom = size.height - margin.bottom
    let all = series.flatMap(\.points)
    let x = ChartScale(
      all.map(\.x) + marks.map(\.x), from: margin.left,
      length: size.width - margin.left - margin.right, isExact: !marks.isEmpty)
    let y = ChartScale(
      all.map(\.y), from: bottom, length: margin.top - bottom, isLogarithmic: isLogarithmic)
    return .fields([
      "id": .text(id), "title": .text(title), "description": .text(description),
      "across": .text(across), "up": .text(up), "width": Self.number(size.width),
      "height": Self.number(size.height), "left": Self.number(margin.left),
      "right": Self.number(size.width - margin.right), "top": Self.number(margin.top),
      "bottom": Self.number(bottom), "belowTicks": Self.number(bottom + 18),
      "middle": Self.number((margin.left + size.width - margin.right) / 2),
      "belowAll": Self.number(size.height - 6),
      "centre": Self.number((margin.top + bottom) / 2),
      "beforeTicks": Self.number(margin.left - 8),
      "xTicks": .list(
        (marks.isEmpty ? x.ticks.map { (x: $0, label: Figure.text($0)) } : marks).map {
          .fields(["place": Self.number(x.place($0.x)), "label": .text($0.label)])
        }),
      "yTicks": .list(
        y.ticks.map {
          .fields([
            "place": Self.number(y.place($0)), "label": .text(Figure.text($0)),
            "baseline": Self.number(y.place($0) + 4),
          ])
        }),
      "lines": .list(series.enumerated().map { Self.line($1, number: $0 + 1, x, y) }),
      "hasLegend": .flag(series.count > 1),
    ])
  }

  private static func line(
    _ series: Series, number: Int, _ x: ChartScale, _ y: ChartScale
  ) -> TemplateValue {
    let places = thinned(series.points).map { (x.place($0.x), y.place($0.y)) }
    return .fields([
      "name": .text(series.name), "kind": .text("line-\((number - 1) % 8 + 1)"),
      "points": .text(places.map { "\($0.0),\($0.1)" }.joined(separator: " ")),
      "marks": .list(
        series.isMarked || places.count == 1
          ? places.map { .fields(["x": Self.number($0.0), "y": Self.number($0.1)]) } : []),
    ])
  }

  /// The highest and the lowest of each stretch: a peak stays a peak.
  private static func thinned(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    guard points.count > mostPoints else { return points }
    let stretches = mostPoints / 2
    return (0..<stretches).flatMap { stretch -> [(x: Double, y: Double)] in
      let part = points[
        (points.count * stretch / stretches)..<(points.count * (stretch + 1) / stretches)]
      guard let low = part.min(by: { $0.y < $1.y }), let high = part.max(by: { $0.y < $1.y })
      else { return [] }
      return low.x < high.x ? [low, high] : low.x > high.x ? [high, low] : [low]
    }
  }

  private static func number(_ number: Double) -> TemplateValue {
    .text(Figure.text(number, digits: 6))
  }
}
