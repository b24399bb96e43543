"""A run's folder: what the trainer is given, what it says of itself, and how it is asked to stop.

`Run.begin` comes before the imports that take seconds: from there on SIGTERM is a wish to stop, the
libraries stay off the network, and whatever ends the program uncaught is said in `events.jsonl`.
"""
import errno
import fcntl
import json
import math
import os
import platform
import resource
import signal
import sys
import time
import traceback
from datetime import datetime, timezone
from importlib import metadata
from pathlib import Path

from .places import Places
from .plan import Failure, Plan


class Run:
    """One run: its plan, its events, and whether it was asked to stop."""

    @staticmethod
    def begin(trainer, arguments):
        """Opens the run folder that the command line names; ends the program where there is none."""
        if len(arguments) != 2 or not Path(arguments[1]).is_dir():
            sys.stderr.write("train.py RUN-FOLDER: the folder that holds config.json\n")
            sys.exit(1)
        return Run(trainer, Path(arguments[1]).resolve())

    def __init__(self, trainer, folder):
        self.trainer = trainer
        self.folder = folder
        self.weights = folder / "weights"
        self.step = 0
        self.stopping = False
        # Of several processes that share a run's steps (torchrun) the first alone speaks.
        self.rank, self.ranks = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
        self.places = Places(folder)
        self.events = self._open(folder / "events.jsonl") if self.rank == 0 else None
        if self.rank == 0:
            self.word_of_another().unlink(missing_ok=True)
        sys.excepthook = self._failed
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked)
        self.plan = Plan.read(folder)
        self.places.learn(self.plan.base, self.plan.train, self.plan.validation)
        self._prepare()

    def say(self, event, **fields):
        """Appends one event, as one line in one write: a reader never sees half of it, but after a crash."""
        if self.events is None:
            return
        line = json.dumps({"event": event, **fields}, ensure_ascii=False, allow_nan=False)
        os.write(self.events, line.encode() + b"\n")

    def has_said(self, event, step):
        """Whether the log has an event of a step, by this program or an earlier one."""
        if self.events is None:
            return True  # the one that speaks looks
        with open(self.folder / "events.jsonl", "rb") as file:
            for line in file:
                if event.encode() not in line:
                    continue
                try:
                    said = json.loads(line)
                except ValueError:
                    continue  # half a line of a crash
                if (said.get("event"), said.get("step")) == (event, step):
                    return True
        return False

    def start(self, libraries, **facts):
        """Says what is about to be trained, and with what."""
        versions = {"python": platform.python_version()}
        versions.update((name, metadata.version(name)) for name in libraries)
        self.say("start", at=now(), trainer=self.trainer, versions=versions, **facts)

    def told_step(self, step, epoch, loss, rate, norm, tokens, pace, memory):
        """Says what a step gave. `tokens` are those of this step; `memory` is the most so far, in bytes."""
        self.say(
            "step", at=now(), step=step, epoch=round(epoch, 6), loss=loss, learningRate=rate,
            gradientNorm=norm, tokens=tokens, tokensPerSecond=round(pace.per_second(tokens), 1),
            memoryBytes=memory)

    def told_evaluation(self, step, loss):
        """Says what the validation set gave; a loss over pairs has no perplexity."""
        self.check(step, **{"validation loss": loss})
        perplexity = math.exp(min(loss, 700)) if self.plan.method == "sft" else None
        self.say("evaluation", step=step, loss=loss, perplexity=perplexity)

    def ended(self, step, final, is_early):
        """The end of a run that came to it. `weights/final` is as it was after step `final`."""
        if is_early:
            self.end("stopped-early", f"{self.plan.earlyStopping} evaluations without gain; "
                     f"weights/final is the best checkpoint, step {final}", finalStep=final)
        else:
            self.end("completed", finalStep=final)

    def end(self, status, reason=None, code=None, **more):
        """The last event of this program. The log has the reason with its paths whole."""
        self.say("end", at=now(), status=status, step=self.step, reason=self.places.plain(reason),
                 code=code, **more)

    def check(self, step, **numbers):
        """Raises `Failure` with code `nan-loss` where one of the named numbers is none."""
        for name, value in numbers.items():
            if value != value or abs(value) == float("inf"):
                raise Failure("nan-loss", f"step {step}: the {name} is {value}, so nothing more can be "
                              f"learnt from it; the learning rate is "
                              f"{self.plan.hyperparameters.learningRate:g}: try a tenth of it, or a "
                              "longer warm-up")

    def _asked(self, number, frame):
        self.stopping = True

    def _failed(self, kind, error, trace):
        traceback.print_exception(kind, error, trace)
        failure = as_failure(error)
        if self.ranks > 1:
            failure = self._shared(failure)
        try:
            self.end("failed", failure.reason, failure.code)
        except OSError as unsaid:
            sys.stderr.write(f"events.jsonl: cannot be written: {unsaid}\n")

    def word_of_another(self):
        """Where a process that does not speak leaves why it ends."""
        return self.folder / ".failure.json"

    def _shared(self, failure):
        """Why the processes end: where one fails, the others only lose touch with it."""
        path, is_own = self.word_of_another(), failure.code != "unexpected"
        if self.rank > 0:
            if is_own or not path.exists():
                part = path.with_name(f"{path.name}.{self.rank}")
                part.write_text(json.dumps([failure.code, failure.reason]))
                part.rename(path)
            return failure
        for _ in range(0 if is_own else 20):
            if path.exists():
                code, reason = json.loads(path.read_text())
                return Failure(code, reason)
            time.sleep(0.1)
        return failure

    def _prepare(self):
        os.environ.update(
            HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HUB_DISABLE_TELEMETRY="1",
            TOKENIZERS_PARALLELISM="false", CUBLAS_WORKSPACE_CONFIG=":4096:8",
            TF_CPP_MIN_LOG_LEVEL="2")
        if self.plan.device == "cpu":
            os.environ["CUDA_VISIBLE_DEVICES"] = ""
        elif "WORLD_SIZE" not in os.environ:
            # One process drives one GPU.
            os.environ.setdefault("CUDA_VISIBLE_DEVICES", "0")

    @staticmethod
    def _open(path):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            # Its events are the other one's, so this is said here alone.
            sys.stderr.write(f"{path}: another trainer is at work in this run folder\n")
            sys.exit(2)
        size = os.fstat(descriptor).st_size
        if size and os.pread(descriptor, 1, size - 1) != b"\n":
            # A line that a crash cut off: the next event begins on its own.
            os.write(descriptor, b"\n")
        return descriptor


def now():
    """The time, in UTC, as ISO 8601 has it."""
    return datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3] + "Z"


def peak_memory():
    """The most memory this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


class Pace:
    """The tokens a second of the step under way."""

    def __init__(self):
        self.began = time.perf_counter()

    def per_second(self, tokens):
        return tokens / max(time.perf_counter() - self.began, 1e-9)


def as_failure(error):
    """What a program's uncaught error means to the people who wait for the run."""
    if isinstance(error, Failure):
        return error
    text = f"{type(error).__name__}: {error}"
    if is_full(error):
        return Failure("no-space", f"the disk is full ({text}): make room, then start the run again: it "
                       "goes on from its newest checkpoint")
    signs = ("allocate memory", "not enough memory", "out of memory", "OOM when allocating")
    if (isinstance(error, MemoryError) or "OutOfMemory" in text or "ResourceExhausted" in text
            or any(sign in text for sign in signs)):
        return Failure("out-of-memory", f"the memory does not suffice ({text.splitlines()[0]}): lower "
                       "batchSize (and raise gradientAccumulation by as much), lower maxTokens, or tune "
                       "with adaptation lora")
    if isinstance(error, ModuleNotFoundError):
        return Failure("unexpected", f"{text}: this Python lacks what the trainer requires; install its "
                       "requirements.txt there, or leave --python out, and one is made that has it")
    return Failure("unexpected", text)


def is_full(error):
    """Whether the disk, or the part of it that is ours, was full."""
    return (getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT)
            or "No space left" in str(error))
