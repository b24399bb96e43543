/// What a person may do on a desk.
public enum Role: String, CaseIterable, Codable, Comparable, Hashable, Sendable {
  case requester
  case commissioningEditor
  case contentDesigner
  case datasetEditor
  case automationEngineer
  case selectingEditor
  case copyEditor
  case factChecker
  case productionEditor
  case marketplaceManager
  case publisher
  case managingEditor
  case observer

  /// The role in words: `production editor`.
  public var title: String {
    var words = ""
    for character in rawValue {
      if character.isUppercase { words += " " }
      words += character.lowercased()
    }
    return words
  }

  public static func < (left: Role, right: Role) -> Bool { left.rawValue < right.rawValue }
}

/// Who did something, as it was at that time.
public struct Actor: Codable, Hashable, Sendable {
  /// A person, a program that works for one, or Colophon itself.
  public enum Kind: String, Codable, Hashable, Sendable {
    case person, agent, system
  }

  /// The id in the desk's roster; `colophon` for the system.
  public var id: String
  public var kind: Kind
  public var name: String
  /// The roles held, sorted.
  public var roles: [Role]

  public init(id: String, kind: Kind = .person, name: String, roles: [Role]) {
    self.id = id
    self.kind = kind
    self.name = name
    self.roles = roles.sorted()
  }

  /// Colophon's own machine work: it creates and checks, it never signs.
  public static let system = Actor(id: "colophon", kind: .system, name: "Colophon", roles: [])
}
