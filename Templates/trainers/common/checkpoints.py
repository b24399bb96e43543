"""Checkpoints: `weights/step-N`, written under another name and renamed, so that a half one is never taken.

A checkpoint is a model in Hugging Face's format (or PEFT's, for an adapter) with its tokenizer. The newest
also holds the optimizer's state and `state.json`; older ones give those up when a newer one stands.
"""
import hashlib
import json
import os
import shutil
from contextlib import contextmanager
from dataclasses import asdict, astuple, dataclass
from pathlib import Path

from .plan import Failure
from .run import is_full

STATE = "state.json"
# What only going on needs: of each trainer, all that may stand in a checkpoint beside the model.
RESUMING = (STATE, "optimizer.pt", "optimizer.safetensors", "scheduler.pt", "rng_state.pth",
            "trainer_state.json", "training_args.bin")


@dataclass
class Progress:
    """What a run must know of its past to go on as if nothing had happened."""

    identity: str
    step: int = 0
    evaluated: int = 0
    lowest: float | None = None
    without_gain: int = 0
    best_step: int | None = None
    best_loss: float | None = None
    latest: float | None = None

    def note(self, plan, step, loss):
        """Takes note of an evaluation. Only those that the plan asks for try its patience: how often
        checkpoints are written shall not decide when a run ends."""
        if step % plan.evaluationSteps == 0:
            gained = self.lowest is None or loss < self.lowest
            self.lowest = loss if gained else self.lowest
            self.without_gain = 0 if gained else self.without_gain + 1
        self.evaluated, self.latest = step, loss

    def is_best(self, step):
        """Whether the checkpoint of this step is the best so far; without an evaluation none is."""
        if self.evaluated != step or step == 0:
            return False
        if self.best_loss is None or self.latest < self.best_loss or self.best_step == step:
            self.best_step, self.best_loss = step, self.latest
            return True
        return False

    def is_exhausted(self, plan):
        """Whether so many evaluations brought no gain that the run ends early."""
        return plan.earlyStopping is not None and self.without_gain >= plan.earlyStopping


def identity(plan):
    """A digest of what makes a run's losses: going on with anything else would be another run. How often
    checkpoints are written is no part of it."""
    digest = hashlib.sha256(repr((
        weights(plan.base), plan.method, plan.adaptation, plan.seed, astuple(plan.hyperparameters),
        plan.evaluationSteps, plan.earlyStopping)).encode())
    for path in (plan.train, plan.validation):
        if path is not None and path.is_file():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def weights(base):
    """What tells a base from another, wherever it lies: its configuration, and its weights' sizes."""
    config = base / "config.json"
    return (config.read_text(encoding="utf-8") if config.is_file() else None,
            sorted((path.name, path.stat().st_size) for path in base.glob("*.safetensors")))


def newest(run):
    """The newest checkpoint's folder and progress; no folder and no progress where there is none."""
    mine = identity(run.plan)
    found = sorted(run.weights.glob(f"step-*/{STATE}"), key=lambda path: step_of(path.parent))
    if not found:
        return None, Progress(mine)
    progress = Progress(**json.loads(found[-1].read_text()))
    if progress.identity != mine:
        raise Failure("bad-plan", f"{found[-1].parent}: is a checkpoint of another plan or other data: "
                      "make a new run, or take the plan and the data back that this one began with")
    run.step = progress.step
    return found[-1].parent, progress


def step_of(folder):
    return int(folder.name.removeprefix("step-"))


def save(run, progress, step, write):
    """Writes a checkpoint with `write(folder)`, and says so."""
    name = f"step-{step}"
    progress.step = step
    is_best = progress.is_best(step)
    if run.rank > 0:
        return
    with writing(run.weights / name) as folder:
        write(folder)
        (folder / STATE).write_text(json.dumps(asdict(progress), indent=2) + "\n")
    for older in run.weights.glob("step-*"):
        if step_of(older) < step:
            for file in RESUMING:
                (older / file).unlink(missing_ok=True)
    run.say("checkpoint", step=step, folder=f"weights/{name}", isBest=is_best)


def recall(run, progress):
    """Says again that the newest checkpoint is there, where its writer was killed before it had said so."""
    if progress.step and not run.has_said("checkpoint", progress.step):
        run.say("checkpoint", step=progress.step, folder=f"weights/step-{progress.step}",
                isBest=progress.best_step == progress.step)


def reconsider(run, progress):
    """Says again what the newest checkpoint is worth, where its evaluation had to wait."""
    if progress.is_best(progress.step):
        run.say("checkpoint", step=progress.step, folder=f"weights/step-{progress.step}", isBest=True)


@contextmanager
def writing(folder):
    """A folder to write in, which takes its name only when all of it is on the disk."""
    part = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        yield part
        for path in [*part.rglob("*"), part]:
            synchronize(path)
        shutil.rmtree(folder, ignore_errors=True)
        part.rename(folder)
        synchronize(folder.parent)
    except BaseException as error:
        is_lacking = is_full(error) or has_no_room(folder.parent)
        shutil.rmtree(part, ignore_errors=True)
        if is_lacking:
            raise Failure("no-space", f"{folder}: the disk is full: make room, then start the run again: "
                          "it goes on from its newest checkpoint") from error
        raise


def synchronize(path: Path):
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def has_no_room(folder):
    """Whether the disk has no more room: some writers say only that writing failed."""
    try:
        disk = os.statvfs(folder)
    except OSError:
        return False
    return disk.f_bavail * disk.f_frsize < 1 << 16
