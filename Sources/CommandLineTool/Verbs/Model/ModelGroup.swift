import ArgumentParser

/// `colophon model`: models of the team's own.
struct ModelGroup: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "model",
    abstract: "Choose, tune, measure, promote and deploy models of the team's own.",
    discussion: """
      A model is a folder Models/<name>. Its plan, tune.yml, enumerates runs; `tune` runs them, \
      `evaluate` measures what came of them, `promote` makes the best a version where the gate lets it \
      pass, and `deploy` lets an alias stand for it, which `colophon gateway` serves.
      """,
    groupedSubcommands: [
      CommandGroup(
        name: "Choose", subcommands: [ModelListVerb.self, ModelSelect.self, ModelImport.self]),
      CommandGroup(
        name: "Tune", subcommands: [ModelTune.self, ModelRuns.self, ModelWatch.self]),
      CommandGroup(
        name: "Measure", subcommands: [ModelEvaluate.self, ModelCompare.self]),
      CommandGroup(
        name: "Decide",
        subcommands: [
          ModelPromote.self, ModelWhy.self, ModelDeploy.self, ModelRollback.self,
        ]),
    ])
}
