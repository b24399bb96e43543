/// Why something was decided: a code of a fixed list, so that it can be counted. A code that a later
/// version adds is kept as it is, so that its record can be read.
public struct Reason: Codable, Hashable, RawRepresentable, Sendable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let briefUnclear = Reason(rawValue: "brief-unclear")
  public static let scope = Reason(rawValue: "scope")
  public static let designGap = Reason(rawValue: "design-gap")
  public static let schemaInvalid = Reason(rawValue: "schema-invalid")
  public static let sourceMissing = Reason(rawValue: "source-missing")
  public static let licence = Reason(rawValue: "licence")
  public static let personalData = Reason(rawValue: "personal-data")
  public static let bias = Reason(rawValue: "bias")
  public static let splitLeak = Reason(rawValue: "split-leak")
  public static let cost = Reason(rawValue: "cost")
  public static let modelError = Reason(rawValue: "model-error")
  public static let fabricatedFact = Reason(rawValue: "fabricated-fact")
  public static let accuracy = Reason(rawValue: "accuracy")
  public static let tone = Reason(rawValue: "tone")
  public static let duplicate = Reason(rawValue: "duplicate")
  public static let rights = Reason(rawValue: "rights")
  public static let accessibility = Reason(rawValue: "accessibility")
  public static let format = Reason(rawValue: "format")
  public static let brand = Reason(rawValue: "brand")
  public static let legal = Reason(rawValue: "legal")
  public static let security = Reason(rawValue: "security")
  public static let policy = Reason(rawValue: "policy")
  public static let other = Reason(rawValue: "other")

  /// The codes that this version offers, in the order they are shown.
  public static let allKnown: [Reason] = [
    .briefUnclear, .scope, .designGap, .schemaInvalid, .sourceMissing, .licence, .personalData,
    .bias, .splitLeak, .cost, .modelError, .fabricatedFact, .accuracy, .tone, .duplicate, .rights,
    .accessibility, .format, .brand, .legal, .security, .policy, .other,
  ]
}
