public import Core
import FoundationEssentials
public import Formats

/// A desk's `colophon.yml`: who works there, and what new scripts say.
public struct DeskSettings: Codable, Hashable, Sendable, YAMLMapping {
  public static let keys = [
    "name", "version", "site", "people", "engine", "model", "candidates", "ceiling",
  ]
  /// The file's name, which also marks a folder as a desk.
  public static let fileName = "colophon.yml"

  /// One person of the roster.
  public struct Person: Codable, Hashable, Sendable {
    public var name: String
    public var email: String?
    public var roles: [Role]
  }

  public var name: String
  public var version: Int
  public var site: String?
  /// By roster id.
  public var people: [String: Person]
  public var engine: String
  public var model: String
  public var candidates: Int
  public var ceiling: ChatGPTAPIScripts.Ceiling

  /// The person of that roster id as an actor.
  ///
  /// - Throws: ``NewsroomError`` where nobody has that id.
  public func actor(_ id: String) throws(NewsroomError) -> Actor {
    guard let person = people[id] else {
      throw NewsroomError(
        .usage, "nobody in colophon.yml is called '\(id)'",
        remedy: "The roster has \(people.keys.sorted().joined(separator: ", ")).")
    }
    return Actor(id: id, name: person.name, roles: person.roles)
  }

  /// The names of the people who hold one of these roles, sorted.
  func names(holding roles: some Sequence<Role>) -> [String] {
    let wanted = Set(roles)
    return people.values.filter { !wanted.isDisjoint(with: $0.roles) }.map(\.name).sorted()
  }

  var forStages: StageSettings {
    StageSettings(
      deskName: name, site: site, engine: engine, model: model, candidates: candidates,
      ceiling: ceiling)
  }
}
