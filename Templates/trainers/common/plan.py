"""The plan of a run: `config.json`, read strictly, so that a slip of the pen never trains something else."""
import json
from dataclasses import dataclass, fields
from pathlib import Path


class Failure(Exception):
    """What ends a run, with a code for programs and a reason for people (what, why, way out)."""

    def __init__(self, code, reason):
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(frozen=True)
class Hyperparameters:
    """The numbers of a run, with the value that stands where the plan names none."""

    epochs: float = 1
    learningRate: float = 5e-5
    batchSize: int = 4
    gradientAccumulation: int = 1
    maxTokens: int = 512
    warmupShare: float = 0.0
    weightDecay: float = 0.0
    schedule: str = "linear"
    packing: bool = False
    loraRank: int = 8
    loraAlpha: float = 16
    beta: float = 0.1


@dataclass(frozen=True)
class Plan:
    """`config.json`, checked. Paths are absolute: those in the file count from the run folder."""

    base: Path
    method: str
    adaptation: str
    train: Path
    validation: Path | None
    seed: int
    hyperparameters: Hyperparameters
    checkpointSteps: int
    evaluationSteps: int
    earlyStopping: int | None
    samples: tuple
    device: str

    @staticmethod
    def read(folder):
        """The plan of a run folder. Raises `Failure` with code `bad-plan`."""
        path = folder / "config.json"
        try:
            given = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise Failure("bad-plan", f"{path}: cannot be read: {error}") from error
        if not isinstance(given, dict):
            raise Failure("bad-plan", f"{path}: is no JSON object")
        look = Look(path, given)
        numbers = Look(path, look("hyperparameters", dict, default={}), "hyperparameters.")
        known = {field.name for field in fields(Hyperparameters)}
        for name in sorted(set(numbers.given) - known):
            raise Failure("bad-plan", f"{path}: hyperparameters.{name}: no such one; there are "
                          + ", ".join(sorted(known)))
        defaults = Hyperparameters()
        whole = dict(least=1)
        plan = Plan(
            base=folder / look("base", str),
            method=look("method", str, among=("sft", "dpo")),
            adaptation=look("adaptation", str, among=("full", "lora")),
            train=folder / look("train", str),
            validation=look.optional("validation", str, lambda value: folder / value),
            seed=look("seed", int, default=1, least=0),
            hyperparameters=Hyperparameters(
                epochs=numbers("epochs", float, defaults.epochs, above=0),
                learningRate=numbers("learningRate", float, defaults.learningRate, above=0),
                batchSize=numbers("batchSize", int, defaults.batchSize, **whole),
                gradientAccumulation=numbers(
                    "gradientAccumulation", int, defaults.gradientAccumulation, **whole),
                maxTokens=numbers("maxTokens", int, defaults.maxTokens, least=2),
                warmupShare=numbers("warmupShare", float, defaults.warmupShare, least=0, most=1),
                weightDecay=numbers("weightDecay", float, defaults.weightDecay, least=0),
                schedule=numbers(
                    "schedule", str, defaults.schedule, among=("linear", "cosine", "constant")),
                packing=numbers("packing", bool, defaults.packing),
                loraRank=numbers("loraRank", int, defaults.loraRank, **whole),
                loraAlpha=numbers("loraAlpha", float, defaults.loraAlpha, above=0),
                beta=numbers("beta", float, defaults.beta, above=0)),
            checkpointSteps=look("checkpointSteps", int, default=50, **whole),
            evaluationSteps=look("evaluationSteps", int, default=50, **whole),
            earlyStopping=look.optional("earlyStopping", int, **whole),
            samples=tuple(look("samples", list, default=[])),
            device=look("device", str, default="auto", among=("auto", "cpu", "cuda")))
        if not all(isinstance(prompt, str) for prompt in plan.samples):
            raise Failure("bad-plan", f"{path}: samples: a prompt is text")
        if plan.earlyStopping and plan.validation is None:
            raise Failure("bad-plan", f"{path}: earlyStopping needs a validation set to look at: "
                          "name one under validation, or leave earlyStopping null")
        if plan.method == "dpo" and plan.hyperparameters.packing:
            raise Failure("bad-plan", f"{path}: packing is for method sft: pairs are not packed")
        return plan


class Look:
    """Looks things up in a JSON object, and says which one is missing or out of its bounds."""

    def __init__(self, path, given, prefix=""):
        self.path, self.given, self.prefix = path, given, prefix

    def __call__(self, name, kind, default=None, among=None, least=None, most=None, above=None):
        value = self.given.get(name, default)
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if kind is int and isinstance(value, float) and value.is_integer():
            value = int(value)
        wrong = (
            "is missing" if value is None
            else f"is {value!r}, not {kind.__name__}"
            if not isinstance(value, kind) or isinstance(value, bool) != (kind is bool)
            else f"is {value!r}, not one of {', '.join(among)}" if among and value not in among
            else f"is {value}, and must be at least {least}" if least is not None and value < least
            else f"is {value}, and must be at most {most}" if most is not None and value > most
            else f"is {value}, and must be above {above}" if above is not None and not value > above
            else None)
        if wrong:
            raise Failure("bad-plan", f"{self.path}: {self.prefix}{name} {wrong}")
        return value

    def optional(self, name, kind, change=lambda value: value, **bounds):
        if self.given.get(name) is None:
            return None
        return change(self(name, kind, **bounds))
