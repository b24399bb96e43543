/// What a template is filled with.
public indirect enum TemplateValue: Hashable, Sendable, ExpressibleByStringLiteral {
  case text(String)
  case flag(Bool)
  case list([TemplateValue])
  case fields([String: TemplateValue])

  public init(stringLiteral value: String) { self = .text(value) }
}
