public import Core
public import Formats
import FoundationEssentials

/// A desk's `colophon.yml`: who works there, and what new scripts say.
public struct DeskSettings: Codable, Hashable, Sendable, YAMLMapping {
  /// The keys of the file; another one is an error with its line.
  public static let keys = [
    "name", "version", "site", "people", "engine", "model", "candidates", "ceiling",
  ]
  /// The file's name, which also marks a folder as a desk.
  public static let fileName = "colophon.yml"

  /// One person of the roster.
  public struct Person: Codable, Hashable, Sendable {
    /// As pages and records show it.
    public var name: String
    /// For those who want to write to them; Colophon sends nothing.
    public var email: String?
    /// What they may sign.
    public var roles: [Role]
  }

  /// The desk's name, as pages show it: who publishes.
  public var name: String
  /// The version of the file's format: 1.
  public var version: Int
  /// The address that the marketplace is served at, without which feeds name no absolute links.
  public var site: String?
  /// By roster id.
  public var people: [String: Person]
  /// The engine that a new script names: `extractive` or `openai`.
  public var engine: String
  /// The model that a new script asks, by its name at the engine.
  public var model: String
  /// Drafts per request, in a new script.
  public var candidates: Int
  /// What a new script's run may not pass.
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
  ///
  /// - Parameter barred: ids of people who may not, as long as others can.
  func names(
    holding roles: some Sequence<Role>, except barred: Set<String> = []
  ) -> [String] {
    let wanted = Set(roles)
    let people = people.filter { !wanted.isDisjoint(with: $0.value.roles) }
    let free = people.filter { !barred.contains($0.key) }
    return (free.isEmpty ? people : free).values.map(\.name).sorted()
  }
}
