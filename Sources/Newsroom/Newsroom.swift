public import Core
import Formats
public import FoundationEssentials
public import Store

/// A desk at work: the use cases behind every command, and later behind every page.
///
/// It prints nothing and serves nothing. What it needs of the world comes in as values.
public struct Newsroom: Sendable {
  /// The effects of the world outside the desk.
  public struct World: Sendable {
    /// The moment it is; tests give one that stands still.
    public var now: @Sendable () -> Date
    /// The engine of a name, set up from the environment.
    public var engine: @Sendable (_ name: String) throws(EngineError) -> any Engine
    /// The server at an address, up to `/v1`, with the key that an environment variable holds; `nil`
    /// for one that wants none.
    public var server:
      @Sendable (_ url: String, _ key: String?) throws(EngineError) -> any RemoteEngine
    /// The server that tunes models itself, set up from the environment.
    public var tuning: @Sendable () throws(EngineError) -> any HostedTuning
    /// The rank file of a token encoding, where it is installed.
    public var rankFile: @Sendable (_ encoding: String) -> TemplateFile?
    /// Told how far a stage's work is, from any thread.
    public var progress: @Sendable (StageContext.Progress) -> Void

    public init(
      now: @escaping @Sendable () -> Date,
      engine: @escaping @Sendable (String) throws(EngineError) -> any Engine,
      server: @escaping @Sendable (String, String?) throws(EngineError) -> any RemoteEngine = {
        (_, _) throws(EngineError) in throw .noServers
      },
      tuning: @escaping @Sendable () throws(EngineError) -> any HostedTuning = {
        () throws(EngineError) in throw .noServers
      },
      rankFile: @escaping @Sendable (String) -> TemplateFile? = { _ in nil },
      progress: @escaping @Sendable (StageContext.Progress) -> Void
    ) {
      self.now = now
      self.engine = engine
      self.server = server
      self.tuning = tuning
      self.rankFile = rankFile
      self.progress = progress
    }
  }

  /// The folder at work.
  public let desk: Desk
  /// What its `colophon.yml` said when it was opened.
  public let settings: DeskSettings
  let world: World
  let templates: DeskTemplates
  let rules = SigningRules.standard

  /// Opens a desk.
  ///
  /// - Throws: ``NewsroomError`` where `colophon.yml` cannot be read, with its line.
  public init(_ desk: Desk, world: World) throws(NewsroomError) {
    self.desk = desk
    self.world = world
    templates = DeskTemplates(desk: desk)
    settings = try DeskSettings(of: desk)
  }

  /// The actor a command works as: the roster id given, else the only person there is.
  ///
  /// - Throws: ``NewsroomError`` where it is not clear who.
  public func actor(_ id: String?) throws(NewsroomError) -> Actor {
    if let id { return try settings.actor(id) }
    guard let only = settings.people.keys.first, settings.people.count == 1 else {
      throw NewsroomError(
        .usage, "it is not said who is at work",
        remedy: "Add --as ID, or set COLOPHON_AS; the roster has "
          + settings.people.keys.sorted().joined(separator: ", ") + ".")
    }
    return try settings.actor(only)
  }

  /// The piece that a text names: its id, its folder's name, or the beginning of either.
  ///
  /// - Throws: ``NewsroomError`` where there is none, or more than one.
  public func piece(_ text: String) throws -> PieceID {
    let pieces = try desk.pieces()
    var name = Substring(text)
    if name.hasPrefix("Content/") { name = name.dropFirst("Content/".count) }
    while name.last == "/" { name.removeLast() }
    if let exact = pieces.first(where: { $0.description == name || $0.folder == name }) {
      return exact
    }
    let found = pieces.filter { $0.description.hasPrefix(name) || $0.folder.hasPrefix(name) }
    if let only = found.first, found.count == 1 { return only }
    let listed = (found.isEmpty ? pieces : found).prefix(8).map(\.description)
    throw NewsroomError(
      .usage, found.isEmpty ? "there is no piece '\(text)'" : "'\(text)' could be several pieces",
      remedy: listed.isEmpty
        ? "Start one: colophon new <pipeline> \"<title>\""
        : "Name one of: \(listed.joined(separator: ", ")) (colophon status lists all).")
  }
}

extension DeskSettings {
  /// Reads a desk's `colophon.yml`.
  init(of desk: Desk) throws(NewsroomError) {
    do {
      let data = try desk.read(DeskSettings.fileName)
      self = try YAML.read(DeskSettings.self, from: data, file: DeskSettings.fileName)
    } catch let error as YAMLError {
      throw NewsroomError(
        .refused, error.description, remedy: "Correct that line of colophon.yml.")
    } catch {
      throw NewsroomError(
        .io, "colophon.yml cannot be read: \(error)",
        remedy: "See that the file is there and readable.")
    }
    guard version == 1 else {
      throw NewsroomError(
        .refused, "colophon.yml is of version \(version), which this Colophon does not know",
        remedy: "Use a newer Colophon on this desk.")
    }
  }
}

extension EngineError {
  /// What a world without servers says.
  public static let noServers = EngineError(
    .notConfigured, "no server can be called here", remedy: "Use the program `colophon`.")
}
