import CommandLineTool
import Core
import Engines

/// The program: the command line, with the engines that work in the world.
@main
enum Main {
  static func main() async {
    await CommandLineTool.run(engine: engine, server: server, tuning: tuning)
  }

  private static let engine: CommandLineTool.EngineSetup = {
    name, environment throws(EngineError) in
    switch name {
    case "extractive": return ExtractiveEngine()
    case "openai": return OpenAIEngine(try OpenAISettings(environment: environment))
    case "person": return PersonEngine()
    default:
      throw EngineError(
        .notConfigured, "there is no engine '\(name)'",
        remedy: "Name extractive, openai or person in script.yml.")
    }
  }

  private static let server: CommandLineTool.ServerSetup = {
    url, key, keyName throws(EngineError) in
    var settings = try OpenAISettings(baseURL: url, key: key)
    settings.addressName = "its url in gateway.yml"
    settings.keyName = keyName
    return OpenAIEngine(settings)
  }

  private static let tuning: CommandLineTool.TuningSetup = { environment throws(EngineError) in
    OpenAITuning(try OpenAISettings(environment: environment))
  }
}
