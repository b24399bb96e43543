"""Checks the local trainers: check_trainers.py --torch PYTHON --tensorflow PYTHON [--quick] ...

Prints a line for each check and exits with 0 where all pass. Run with the Python of --torch, which computes
by hand what the trainers must say. A trainer is only ever called as Colophon calls it: a process that is
given a run folder. Nearly all that this takes is the start of those processes: with --quick there are fewer
of them, and each of what a team relies on is still looked at once for each trainer.
"""
import argparse
import json
import math
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

# Progress bars are no checks.
os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
import torch
import transformers
from transformers import AutoModelForCausalLM, AutoTokenizer

sys.dont_write_bytecode = True
TRAINERS = Path(__file__).resolve().parents[2] / "Templates" / "trainers"
sys.path.append(str(TRAINERS))
from tiny_base import make_base

COLOURS = ["red", "blue", "green", "black", "white", "grey", "brown", "pink"]
PLACES = ["door", "window", "desk", "key", "room", "library"]
CHECKS = []


def check(*trainers, is_quick=False):
    """Marks a function as a check, once for each trainer that it is named for."""
    def mark(function):
        for trainer in trainers or ("pytorch", "transformers", "tensorflow"):
            name = f"{trainer}: {function.__name__.replace('_', ' ')}"
            CHECKS.append((name, trainer, function, is_quick))
        return function
    return mark


class Bench:
    """Where the runs of the checks lie, and the Pythons that drive the trainers."""

    def __init__(self, given):
        self.folder = Path(tempfile.mkdtemp(prefix="trainers-"))
        self.pythons = {
            "pytorch": given.torch, "transformers": given.torch, "tensorflow": given.tensorflow}
        self.serve, self.is_quick = given.serve, given.quick
        for name, kind, more in (
                ("llama", "llama", {}), ("tied", "llama", {"tie_word_embeddings": True}),
                ("gpt2", "gpt2", {})):
            make_base(self.folder / name, kind, **more)
        self.done, self.lock, self.processes = {}, threading.Lock(), []
        write(self.folder / "train.jsonl", chats(24))
        write(self.folder / "validation.jsonl", chats(6, start=100))
        write(self.folder / "pairs.jsonl", pairs(12))

    def run(self, trainer, name, wrap=(), environment=None, processes=1, **changes):
        """A run folder with a plan; the trainer is not started yet."""
        folder = self.folder / f"{trainer}-{name}"
        folder.mkdir(parents=True)
        plan = {
            "base": str(self.folder / "llama"), "method": "sft", "adaptation": "full",
            "train": str(self.folder / "train.jsonl"), "validation": None, "seed": 1,
            "hyperparameters": {}, "checkpointSteps": 50, "evaluationSteps": 50,
            "earlyStopping": None, "samples": [], "device": "cpu"}
        numbers = {"learningRate": 3e-3, "batchSize": 4, "maxTokens": 128}
        for key, value in changes.items():
            (plan if key in plan else numbers)[key] = value
        plan["hyperparameters"] = numbers
        (folder / "config.json").write_text(json.dumps(plan))
        return TrainerRun(self, trainer, folder, list(wrap), environment or {}, processes)

    def shared(self, trainer):
        """The undisturbed run that several checks look at: GPT-2, whose dropout draws random numbers."""
        with self.lock:
            lock = self.done.setdefault((trainer, "lock"), threading.Lock())
        with lock:
            if trainer not in self.done:
                run = self.run(trainer, "undisturbed", **self.long_plan())
                self.done[trainer] = run.go()
        return self.done[trainer]

    def leave(self, *_):
        """Ends at once, and leaves nothing behind that runs: the trainers have sessions of their own."""
        for process in list(self.processes):
            if process.poll() is None:
                process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)
        os._exit(1)

    def end_with(self, parent):
        """Leaves when the process that started this one is gone."""
        while os.getppid() == parent:
            time.sleep(1)
        self.leave()

    def long_plan(self):
        return dict(
            base=str(self.folder / "gpt2"), validation=str(self.folder / "validation.jsonl"), epochs=4,
            batchSize=2, gradientAccumulation=2, checkpointSteps=4, evaluationSteps=3,
            samples=["What colour is the door?"], warmupShare=0.1, schedule="cosine", weightDecay=0.01)


class TrainerRun:
    """A run folder, and the trainer's processes in it."""

    def __init__(self, bench, trainer, folder, wrap, environment, processes=1):
        self.bench, self.trainer, self.folder, self.wrap = bench, trainer, folder, wrap
        self.launcher = [*TORCHRUN, str(processes)] if processes > 1 else []
        self.starts = 0
        self.environment = {**os.environ, "OMP_NUM_THREADS": "1", **environment}

    def start(self):
        self.starts += 1
        process = subprocess.Popen(
            [*self.wrap, self.bench.pythons[self.trainer], *self.launcher,
             str(TRAINERS / self.trainer / "train.py"), str(self.folder)],
            cwd=self.folder, stdout=open(self.folder / "trainer.log", "ab"),
            stderr=subprocess.STDOUT, start_new_session=True, env=self.environment)
        self.bench.processes.append(process)
        return process

    def go(self, expected=0):
        """Runs the trainer to its end, and demands an exit code."""
        process, deadline, self.memory = self.start(), time.time() + 500, 0
        while process.poll() is None:
            self.memory = max(self.memory, virtual_memory(process.pid))
            time.sleep(0.05)
            if time.time() > deadline:
                process.kill()
        code = process.returncode
        if code != expected:
            log = (self.folder / "trainer.log").read_text(errors="replace")
            raise AssertionError(f"exit {code}, not {expected}:\n{log[-2500:]}")
        return self

    def go_until(self, step, sign):
        """Starts the trainer and sends it a signal once it has said a step; gives its exit code."""
        process = self.start()
        while process.poll() is None and len(self.said("step")) < step:
            time.sleep(0.002)
        if process.poll() is None:
            os.kill(process.pid, sign)
        return process.wait(timeout=500)

    def events(self):
        """All events; half lines are passed over, as every reader does."""
        path, found = self.folder / "events.jsonl", []
        for line in path.read_text().splitlines() if path.exists() else []:
            try:
                found.append(json.loads(line))
            except ValueError:
                continue
        return found

    def said(self, event):
        return [one for one in self.events() if one["event"] == event]

    def losses(self):
        """The loss of each step, as last said."""
        return {one["step"]: one["loss"] for one in self.said("step")}

    def end(self):
        return self.events()[-1]


def write(path, lines):
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def chats(count, start=0):
    found = []
    for index in range(start, start + count):
        place, colour = PLACES[index % 6], COLOURS[(index * 5 + index // 6) % 8]
        messages = [{"role": "user", "content": f"What colour is the {place} {index}?"},
                    {"role": "assistant", "content": f"The {place} is {colour}."}]
        if index % 3 == 0:
            messages.insert(0, {"role": "system", "content": "Write plainly."})
        if index % 4 == 0:
            messages += [{"role": "user", "content": "Who reads it?"},
                         {"role": "assistant", "content": "A person reads the draft, and says hello."}]
        if index % 8 == 0:
            messages[-3]["weight"] = 0
        found.append({"messages": messages})
    return found


def pairs(count):
    return [{
        "input": {"messages": [{"role": "user", "content": f"Where is the {PLACES[index % 6]} {index}?"}]},
        "preferred_output": [{"role": "assistant", "content": "At the desk."}],
        "non_preferred_output": [{"role": "assistant", "content": "Nobody knows where it is, or cares."}],
    } for index in range(count)]


def demand(condition, message):
    if not condition:
        raise AssertionError(message)


def near(one, other, tolerance, what):
    demand(abs(one - other) <= tolerance, f"{what}: {one!r} and {other!r}, not within {tolerance}")
    return abs(one - other)


# By hand.


def by_hand(base, lines):
    """The loss of chats, without batches, templates or masks of anybody else: (sum, number of tokens)."""
    model = AutoModelForCausalLM.from_pretrained(base, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(base)

    def ids(text):
        return tokenizer(text, add_special_tokens=False)["input_ids"]

    total, number = 0.0, 0
    for line in lines:
        tokens, learnt = [], []
        for message in line["messages"]:
            head, body = ids(f"<|{message['role']}|>"), ids(message["content"] + "<|end|>")
            is_learnt = message["role"] == "assistant" and message.get("weight", 1) != 0
            tokens += head + body
            learnt += [False] * len(head) + [is_learnt] * len(body)
        with torch.no_grad():
            chances = model(input_ids=torch.tensor([tokens])).logits[0].double().log_softmax(-1)
        for place in range(1, len(tokens)):
            if learnt[place]:
                total -= float(chances[place - 1, tokens[place]])
                number += 1
    return total, number


def dpo_by_hand(base, tuned, lines, beta=0.1):
    """The mean loss of pairs of a tuned model against its base."""
    models = [AutoModelForCausalLM.from_pretrained(one, dtype=torch.float32).eval()
              for one in (tuned, base)]
    tokenizer, losses = AutoTokenizer.from_pretrained(base), []
    for line in lines:
        prompt = tokenizer(
            f"<|user|>{line['input']['messages'][0]['content']}<|end|><|assistant|>")["input_ids"]
        margins = []
        for side in ("preferred_output", "non_preferred_output"):
            answer = tokenizer(line[side][0]["content"] + "<|end|>")["input_ids"]
            whole = torch.tensor([prompt + answer])
            with torch.no_grad():
                tuned_sum, base_sum = (
                    sum(float(model(input_ids=whole).logits[0].log_softmax(-1)[place - 1, whole[0, place]])
                        for place in range(len(prompt), whole.shape[1])) for model in models)
            margins.append(tuned_sum - base_sum)
        losses.append(-math.log(1 / (1 + math.exp(-beta * (margins[0] - margins[1])))))
    return sum(losses) / len(losses)


# What is learnt.


@check(is_quick=True)
def the_loss_falls_and_the_events_are_those_of_the_contract(bench, trainer):
    run = bench.shared(trainer)
    losses = run.losses()
    demand(list(losses) == list(range(1, 25)), f"the steps are {list(losses)}")
    demand(losses[24] < 0.7 * losses[1], f"the loss went from {losses[1]} to {losses[24]}")
    names = [one["event"] for one in run.events()]
    demand(names[0] == "start" and names[-1] == "end", f"{names[0]} ... {names[-1]}")
    demand(names.count("checkpoint") == 6 and names.count("sample") == 6, str(names))
    demand([one["step"] for one in run.said("evaluation")]
           == [3, 4, 6, 8, 9, 12, 15, 16, 18, 20, 21, 24], "evaluations at other steps")
    start, step, end = run.said("start")[0], run.said("step")[0], run.end()
    demand(start["steps"] == 24 and start["examples"] == 24 and start["resumedFrom"] is None
           and start["trainable"] == start["parameters"] and start["precision"] == "float32",
           str(start))
    demand(set(step) >= {"at", "epoch", "learningRate", "gradientNorm", "tokens", "tokensPerSecond",
                         "memoryBytes"}, str(step))
    demand((end["status"], end["code"], end["step"]) == ("completed", None, 24), str(end))
    best = min((one for one in run.said("evaluation") if one["step"] % 4 == 0),
               key=lambda one: one["loss"])
    marked = [one["step"] for one in run.said("checkpoint") if one["isBest"]]
    demand(marked[-1] == best["step"], f"best is {best['step']}, marked are {marked}")
    near(math.exp(best["loss"]), best["perplexity"], 1e-6 * best["perplexity"], "perplexity")
    final = run.folder / "weights" / "final"
    total, number = by_hand(final, chats(6, start=100))
    last = run.said("evaluation")[-1]["loss"]
    near(total / number, last, 1e-5, "the validation loss of weights/final by hand, and as said")
    rate = sum(one["tokensPerSecond"] for one in run.said("step")[4:]) / 20
    return f"{losses[1]:.4f} to {losses[24]:.4f}; {rate:.0f} tokens/s"


@check()
def only_what_the_assistant_says_is_learnt(bench, trainer):
    run = bench.run(trainer, "mask", base=str(bench.folder / "tied"), batchSize=24).go()
    total, number = by_hand(bench.folder / "tied", chats(24))
    off = near(run.losses()[1], total / number, 1e-5, "the loss of step 1 by hand, and as said")
    return f"{total / number:.6f}, off by {off:.1e}"


@check(is_quick=True)
def packed_examples_do_not_see_one_another(bench, trainer):
    total, number = by_hand(bench.folder / "llama", chats(24))
    run = bench.run(trainer, "packed", packing=True, batchSize=24).go()
    off = near(run.losses()[1], total / number, 1e-5, "packed, and by hand without packing")
    start = run.said("start")[0]
    demand(start["examples"] == 24 and start["steps"] == 1, str(start))
    if bench.is_quick:
        return f"off by {off:.1e}"
    second = bench.run(trainer, "packed-gpt2", packing=True, batchSize=24, epochs=2,
                       base=str(bench.folder / "gpt2"), method="sft", maxTokens=100,
                       validation=str(bench.folder / "validation.jsonl")).go()
    evaluation = second.said("evaluation")[-1]["loss"]
    total, number = by_hand(second.folder / "weights" / "final", chats(6, start=100))
    near(evaluation, total / number, 1e-5, "gpt2, packed validation, and by hand")
    return f"off by {off:.1e}"


@check()
def accumulated_batches_weigh_each_token_the_same(bench, trainer):
    whole = bench.run(trainer, "whole", batchSize=12).go().losses()
    # The same twelve examples a step, in batches that have as many tokens as they happen to have.
    for size, parts in ((4, 3), (6, 2)):
        losses = bench.run(
            trainer, f"parts-{parts}", batchSize=size, gradientAccumulation=parts).go().losses()
        for step in (1, 2):
            near(whole[step], losses[step], 2e-5, f"step {step} in {parts} batches")


@check(is_quick=True)
def the_same_seed_gives_the_same_losses_and_another_does_not(bench, trainer):
    first = bench.shared(trainer).losses()
    again = bench.run(trainer, "again", **bench.long_plan()).go()
    demand(again.losses() == first, differences(again.losses(), first))
    if bench.is_quick:
        return
    other = bench.run(trainer, "other", **{**bench.long_plan(), "seed": 2, "epochs": 1}).go()
    demand(other.losses()[1] != first[1], "seed 2 gives the losses of seed 1")


@check(is_quick=True)
def a_killed_run_goes_on_as_if_nothing_had_happened(bench, trainer):
    expected, chance = bench.shared(trainer), random.Random(f"kill {trainer}")
    run = bench.run(trainer, "killed", **bench.long_plan())
    steps = []
    for sign in [signal.SIGKILL] * (1 if bench.is_quick else 2) + [signal.SIGTERM]:
        # Few enough for all of them to be in the way.
        steps.append(chance.randint(1, 6))
        code = run.go_until(len(run.said("step")) + steps[-1], sign)
        demand(code == (-9 if sign == signal.SIGKILL else 0), f"exit {code} at signal {sign}")
    end = run.end()
    demand(end["status"] == "cancelled" and end["code"] is None and end["step"] < 24, str(end))
    stopped = end["step"]
    demand(run.said("checkpoint")[-1]["step"] == stopped, "no checkpoint of the last step")
    with open(run.folder / "events.jsonl", "a") as file:
        file.write('{"event":"step","st')  # as a crash leaves it
    run.go()
    demand(run.losses() == expected.losses(), differences(run.losses(), expected.losses()))
    demand(run.end()["status"] == "completed", str(run.end()))
    for event, of in (("evaluation", "loss"), ("sample", "text"), ("checkpoint", "isBest")):
        said, once = ({one["step"]: one[of] for one in each.said(event)} for each in (run, expected))
        if event != "evaluation":
            # Who asks a run to stop gets a checkpoint then and there, and no samples.
            said.pop(stopped, None), once.pop(stopped, None)
        demand(said == once, f"{event}: {said}, undisturbed {once}")
    resumed = [one["resumedFrom"] for one in run.said("start")]
    return f"killed, and stopped, after {steps} more steps, resumed from {resumed}; bit-equal"


@check(is_quick=True)
def a_killed_run_goes_on_where_checkpoints_are_written_at_other_steps(bench, trainer):
    plan = dict(epochs=4, batchSize=4, checkpointSteps=3, evaluationSteps=2, earlyStopping=9,
                validation=str(bench.folder / "validation.jsonl"))
    run = bench.run(trainer, "rhythm", **plan)
    run.go_until(7, signal.SIGKILL)
    # As a kill leaves it between the checkpoint's name and the word of it.
    path = run.folder / "events.jsonl"
    lines = path.read_text().splitlines(keepends=True)
    newest = max(int(one.name[5:]) for one in (run.folder / "weights").glob("step-*"))
    path.write_text("".join(
        line for line in lines
        if not ('"checkpoint"' in line and json.loads(line)["step"] == newest)))
    config = json.loads((run.folder / "config.json").read_text())
    (run.folder / "config.json").write_text(json.dumps({**config, "checkpointSteps": 5}))
    run.go()
    demand(run.end()["status"] == "completed", str(run.end()))
    said = [one["step"] for one in run.said("checkpoint")]
    demand(said.count(newest) == 1, f"the checkpoint of step {newest} is not said once: {said}")
    demand(said[-2:] == [20, 24], str(said))
    return f"resumed from {run.said('start')[-1]['resumedFrom']}; checkpoints {said}"


@check()
def how_often_checkpoints_are_written_does_not_decide_when_a_run_ends(bench, trainer):
    path = bench.folder / f"patience-{trainer}.jsonl"
    lines = chats(6)
    for line in lines:
        line["messages"][-1]["content"] = "日本語のテキスト déjà vu 🚀"
    write(path, lines)
    ends = [
        bench.run(
            trainer, f"patience-{steps}", epochs=20, validation=str(path), earlyStopping=2,
            evaluationSteps=4, checkpointSteps=steps, learningRate=2e-3, schedule="constant"
        ).go().end() for steps in (1, 50)]
    demand([end["status"] for end in ends] == ["stopped-early"] * 2, str(ends))
    demand(ends[0]["step"] == ends[1]["step"], str(ends))


@check()
def sigterm_ends_the_step_and_writes_a_checkpoint(bench, trainer):
    expected = bench.shared(trainer)
    run = bench.run(trainer, "stopped", **bench.long_plan())
    code = run.go_until(7, signal.SIGTERM)
    end = run.end()
    demand(code == 0 and end["status"] == "cancelled" and end["code"] is None, f"exit {code}: {end}")
    demand(7 <= end["step"] < 24, str(end))
    demand(run.said("checkpoint")[-1]["step"] == end["step"], "no checkpoint of the last step")
    early = bench.run(trainer, "stopped-early-on", **bench.long_plan())
    process = early.start()
    while not (early.folder / "events.jsonl").exists():
        time.sleep(0.002)
    time.sleep(0.05)
    process.terminate()
    code = process.wait(timeout=100)
    demand(code == 0 and early.end()["status"] == "cancelled", f"exit {code} before the first step")
    run.go()
    demand(run.losses() == expected.losses(), differences(run.losses(), expected.losses()))
    said, once = ({one["step"]: one["loss"] for one in each.said("evaluation")}
                  for each in (run, expected))
    demand(said == once, f"evaluations: {said}, undisturbed {once}")
    return f"stopped at step {end['step']}"


def differences(one, other):
    return ", ".join(f"step {step}: {one.get(step)!r} and {other.get(step)!r}"
                     for step in sorted({*one, *other}) if one.get(step) != other.get(step))


@check(is_quick=True)
def what_is_cut_is_listed(bench, trainer):
    lines = chats(4)
    long = {"role": "user", "content": "When does the library open? " * 30}
    lines[1]["messages"][-1]["content"] = "The door is red. " * 60
    lines[2]["messages"].insert(0, long)
    lines[3]["messages"][-1]["weight"] = 0
    path = bench.folder / f"cut-{trainer}.jsonl"
    write(path, lines)
    run = bench.run(trainer, "cut", train=str(path), maxTokens=64, validation=str(path)).go()
    tokenizer = AutoTokenizer.from_pretrained(bench.folder / "llama")
    counts = [len(tokenizer.apply_chat_template(line["messages"], return_dict=False)) for line in lines]
    expected = [(file, line, counts[line - 1], kept)
                for file in ("train", "validation") for line, kept in ((2, 64), (3, 0), (4, 0))]
    said = [(one["file"], one["line"], one["tokens"], one["kept"]) for one in run.said("cut")]
    demand(said == expected, f"{said}, expected {expected}")
    demand(run.said("start")[0]["examples"] == 2, "examples")


@check()
def early_stopping_leaves_the_best_checkpoint(bench, trainer):
    path = bench.folder / f"other-{trainer}.jsonl"
    lines = chats(6)
    for line in lines:
        line["messages"][-1]["content"] = "日本語のテキスト déjà vu 🚀"
    write(path, lines)
    run = bench.run(
        trainer, "early", epochs=20, validation=str(path), earlyStopping=2, evaluationSteps=2,
        checkpointSteps=3, learningRate=2e-3, schedule="constant").go()
    end = run.end()
    demand(end["status"] == "stopped-early" and end["code"] is None, str(end))
    best = [one["step"] for one in run.said("checkpoint") if one["isBest"]][-1]
    demand(end["finalStep"] == best and best < end["step"], f"{end}, best {best}")
    said = {one["step"]: one["loss"] for one in run.said("evaluation")}
    total, number = by_hand(run.folder / "weights" / "final", lines)
    near(total / number, said[best], 1e-5, "the loss of weights/final, and of the best checkpoint")
    run.go()
    demand(run.end()["status"] == "stopped-early", "called again, it goes on")


# Pairs and adapters.


@check()
def dpo_begins_at_the_logarithm_of_two_and_falls(bench, trainer):
    run = bench.run(
        trainer, "dpo", method="dpo", train=str(bench.folder / "pairs.jsonl"), epochs=4,
        validation=str(bench.folder / "pairs.jsonl"), batchSize=5, gradientAccumulation=2,
        checkpointSteps=2, learningRate=1e-3).go()
    losses = run.losses()
    near(losses[1], math.log(2), 1e-6, "step 1")
    demand(losses[8] < 0.6, f"the loss of step 8 is {losses[8]}")
    last = run.said("evaluation")[-1]
    demand(last["perplexity"] is None, str(last))
    hand = dpo_by_hand(bench.folder / "llama", run.folder / "weights" / "final", pairs(12))
    near(last["loss"], hand, 1e-4, "the loss over all pairs, as said and by hand")
    twice = bench.run(
        trainer, "dpo-killed", method="dpo", train=str(bench.folder / "pairs.jsonl"), epochs=4,
        validation=str(bench.folder / "pairs.jsonl"), batchSize=5, gradientAccumulation=2,
        checkpointSteps=2, learningRate=1e-3)
    twice.go_until(5, signal.SIGKILL)
    twice.go()
    demand(twice.losses() == losses, differences(twice.losses(), losses))
    return f"{losses[1]:.6f} to {losses[8]:.4f}"


@check()
def an_adapter_is_learnt_alone_and_merged(bench, trainer):
    found = []
    for base, method in (("llama", "sft"), ("gpt2", "dpo")):
        data = "pairs.jsonl" if method == "dpo" else "train.jsonl"
        def plan():
            return dict(
                base=str(bench.folder / base), method=method, adaptation="lora", loraRank=4,
                loraAlpha=8, train=str(bench.folder / data), validation=str(bench.folder / data),
                learningRate=2e-2, epochs=2, checkpointSteps=3, samples=["Who reads it?"])
        run = bench.run(trainer, f"lora-{base}", **plan()).go()
        start, losses = run.said("start")[0], run.losses()
        demand(start["trainable"] < start["parameters"] / 3, str(start))
        demand(losses[max(losses)] < losses[1] - 0.2, str(losses))
        from peft import PeftModel
        weights = run.folder / "weights"
        last = weights / f"step-{max(losses)}"
        adapted = PeftModel.from_pretrained(
            AutoModelForCausalLM.from_pretrained(bench.folder / base), last).eval()
        final = AutoModelForCausalLM.from_pretrained(weights / "final").eval()
        tokens = torch.arange(40)[None]
        with torch.no_grad():
            off = (adapted(input_ids=tokens).logits - final(input_ids=tokens).logits).abs().max()
        demand(off < 1e-4, f"the adapter read by PEFT and weights/final differ by {off}")
        again = bench.run(trainer, f"lora-{base}-killed", **plan())
        again.go_until(4, signal.SIGKILL)
        again.go()
        demand(again.losses() == losses, differences(again.losses(), losses))
        found.append(f"{base} {losses[1]:.3f} to {losses[max(losses)]:.3f}")
    return "; ".join(found)


@check()
def a_base_in_bfloat16_is_tuned_in_float32_and_given_back_in_bfloat16(bench, trainer):
    from safetensors.torch import load_file
    base = bench.folder / f"bfloat16-{trainer}"
    make_base(base, dtype=torch.bfloat16)
    run = bench.run(trainer, "bfloat16", base=str(base), batchSize=24).go()
    total, number = by_hand(base, chats(24))
    near(run.losses()[1], total / number, 1e-5, "step 1 by hand in float32, and as said")
    for name, dtype in (("step-1", torch.float32), ("final", torch.bfloat16)):
        saved = load_file(run.folder / "weights" / name / "model.safetensors")
        demand({value.dtype for value in saved.values()} == {dtype}, f"{name} is not in {dtype}")
    loaded = AutoModelForCausalLM.from_pretrained(run.folder / "weights" / "final")
    demand(loaded.dtype == torch.bfloat16, f"final is loaded as {loaded.dtype}")


# Several processes.


TORCHRUN = ["-m", "torch.distributed.run", "--standalone", "--nproc-per-node"]


@check("pytorch", is_quick=True)
def two_processes_give_the_losses_of_one(bench, trainer):
    validation, said = str(bench.folder / "validation.jsonl"), []
    for name, tolerance, changes in (
            # Of a batch of three, one process has two examples and the other one; the last step has none
            # for the second.
            ("odd", 2e-5, dict(batchSize=3, schedule="cosine", warmupShare=0.2,
                               train=str(bench.folder / "odd.jsonl"))),
            ("sft", 2e-5, dict(batchSize=2, gradientAccumulation=2, earlyStopping=9, weightDecay=0.01)),
            ("lora", 2e-5, dict(adaptation="lora", packing=True, batchSize=2, epochs=6)),
            ("dpo", 2e-5, dict(method="dpo", train=str(bench.folder / "pairs.jsonl"), batchSize=5,
                               learningRate=1e-3, validation=None)))[:1 if bench.is_quick else 4]:
        write(bench.folder / "odd.jsonl", chats(7))
        plan = {**dict(validation=validation, epochs=2, checkpointSteps=3, evaluationSteps=2,
                       samples=["What colour is the door?"]), **changes}
        one = bench.run(trainer, f"one-{name}", **plan).go()
        two = bench.run(trainer, f"two-{name}", processes=2, **plan).go()
        demand(one.losses().keys() == two.losses().keys(), f"{name}: other steps")
        off = max(abs(one.losses()[step] - two.losses()[step]) for step in one.losses())
        demand(off < tolerance, f"{name}: off by {off}")
        for left, right in zip(one.said("evaluation"), two.said("evaluation"), strict=True):
            near(left["loss"], right["loss"], tolerance, f"{name}: validation at step {left['step']}")
        for key in ("tokens", "learningRate", "epoch"):
            demand([step[key] for step in one.said("step")] == [step[key] for step in two.said("step")],
                   f"{name}: other {key}")
        for key in ("start", "step", "sample", "checkpoint", "end"):
            demand(len(one.said(key)) == len(two.said(key)), f"{name}: the {key} is said more than once")
        demand([each["isBest"] for each in one.said("checkpoint")]
               == [each["isBest"] for each in two.said("checkpoint")], f"{name}: another best")
        said.append(f"{name} off by at most {off:.1e}")
    return "; ".join(said)


@check("pytorch")
def two_processes_take_what_one_accumulates(bench, trainer):
    # Each of two processes has one batch of a step; one process adds up two.
    for size, parts in ((2, 2), (4, 1)):
        one = bench.run(trainer, f"alone-{parts}", batchSize=size, gradientAccumulation=parts).go()
        two = bench.run(
            trainer, f"shared-{parts}", processes=2, batchSize=2, gradientAccumulation=2).go()
        for step, loss in one.losses().items():
            near(loss, two.losses()[step], 2e-5, f"step {step}")
        shutil.rmtree(two.folder)


@check("pytorch")
def two_processes_stop_together_and_go_on(bench, trainer):
    plan = dict(epochs=8, batchSize=2, gradientAccumulation=2, checkpointSteps=20,
                validation=str(bench.folder / "validation.jsonl"), evaluationSteps=5)
    expected = bench.run(trainer, "calm-two", processes=2, **plan).go()
    run = bench.run(trainer, "stopped-two", processes=2, **plan)
    run.go_until(7, signal.SIGTERM)
    demand(run.end()["status"] in ("cancelled", "completed"), str(run.end()))
    if run.end()["status"] == "cancelled":
        demand(run.said("checkpoint")[-1]["step"] == run.end()["step"], str(run.end()))
    code = run.go_until(len(run.said("step")) + 9, signal.SIGKILL)
    demand(code in (-9, 0), f"exit {code}")
    kill_all(run)
    run.go()
    demand(run.losses() == expected.losses(), differences(run.losses(), expected.losses()))
    demand(run.end()["status"] == "completed", str(run.end()))


def kill_all(run):
    """Ends what a killed launcher leaves, as Colophon does."""
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if str(run.folder) in path.read_text(errors="replace"):
                os.kill(int(path.parent.name), signal.SIGKILL)
        except OSError:
            continue


@check("pytorch")
def what_fails_in_any_of_two_processes_is_said_once(bench, trainer):
    run = bench.run(trainer, "nan-two", processes=2, learningRate=1e30, schedule="constant", epochs=3)
    fails(run, "nan-loss", "learning rate")
    demand(len(run.said("end")) == 1, "the end is said more than once")


# What goes wrong.


def fails(run, code, *words):
    """Demands that a run fails with a code and says words in its reason."""
    run.go(expected=1)
    end = run.end()
    demand(end["event"] == "end" and end["status"] == "failed" and end["code"] == code,
           f"{end}, expected {code}")
    demand(len(run.said("end")) == run.starts, "not one end for each start")
    for word in words:
        demand(word in end["reason"], f"the reason has no {word!r}: {end['reason']}")


@check(is_quick=True)
def a_loss_that_is_no_number_ends_the_run(bench, trainer):
    run = bench.run(trainer, "nan", learningRate=1e30, schedule="constant", epochs=3)
    fails(run, "nan-loss", "learning rate")
    demand(not list(run.folder.glob("weights/*")), "a checkpoint of a broken model")


@check(is_quick=True)
def a_bad_line_is_named(bench, trainer):
    lines = [json.dumps(line) for line in chats(5)]
    lines.insert(2, '{"messages": [}')
    # As on a desk, where files are named from the desk's root.
    run = bench.run(trainer, "bad-desk/Models/voice/runs/1", train="../../../../Sets/train.jsonl")
    data = bench.folder / f"{trainer}-bad-desk" / "Sets" / "train.jsonl"
    data.parent.mkdir()
    data.write_text("\n".join(lines))
    fails(run, "bad-data", "JSON")
    demand(run.end()["reason"].startswith("Sets/train.jsonl:3:15: "), run.end()["reason"])
    if bench.is_quick:
        return
    lines[2] = '{"messages": [{"role": "robot", "content": "x"}]}'
    path = bench.folder / f"bad-role-{trainer}.jsonl"
    path.write_text("\n".join(lines))
    fails(bench.run(trainer, "bad-role", train=str(path)), "bad-data", f"{path.name}:3:", "messages[0]")
    pair = bench.run(trainer, "bad-pair", method="dpo")
    fails(pair, "bad-data", "train.jsonl:1:", "preferred_output")


@check(is_quick=True)
def what_is_no_base_is_refused(bench, trainer):
    empty = bench.folder / f"no-base-{trainer}"
    empty.mkdir()
    fails(bench.run(trainer, "no-base", base=str(empty)), "bad-base", "config.json")
    if bench.is_quick:
        return
    half = bench.folder / f"half-base-{trainer}"
    shutil.copytree(bench.folder / "llama", half)
    config = json.loads((half / "config.json").read_text())
    (half / "config.json").write_text(json.dumps({**config, "num_hidden_layers": 3}))
    fails(bench.run(trainer, "half-base", base=str(half)), "bad-base", "layers.2")
    if trainer == "tensorflow":
        (half / "config.json").write_text(json.dumps(
            {**config, "architectures": ["MambaForCausalLM"], "model_type": "mamba"}))
        fails(bench.run(trainer, "other-base", base=str(half)), "bad-base", "MambaForCausalLM")


@check()
def a_template_that_rewrites_what_came_before_is_refused(bench, trainer):
    template = "{{ messages|length }}{% for message in messages %}<|{{ message['role'] }}|>" \
        "{{ message['content'] }}<|end|>{% endfor %}{% if add_generation_prompt %}<|assistant|>{% endif %}"
    make_base(bench.folder / f"unstable-{trainer}", template=template)
    run = bench.run(trainer, "unstable", base=str(bench.folder / f"unstable-{trainer}"))
    fails(run, "bad-base", "prefix-stable")


@check(is_quick=True)
def a_plan_that_makes_no_sense_is_refused(bench, trainer):
    for name, changes, words in (
            ("typo", {"learning_rate": 1}, ("learning_rate",)),
            ("long", {"maxTokens": 512}, ("maxTokens", "256")),
            ("gpu", {"device": "cuda"}, ("GPU",)))[:1 if bench.is_quick else 3]:
        fails(bench.run(trainer, f"plan-{name}", **changes),
              "no-device" if name == "gpu" else "bad-plan", *words)


@check(is_quick=True)
def a_full_disk_is_said_and_survived(bench, trainer):
    # A disk of its own, too small for a second checkpoint; without the right to mount one, no check.
    run = bench.run(trainer, "full", checkpointSteps=2, epochs=2)
    weights = run.folder / "weights"
    weights.mkdir()
    size = 2_600_000
    run.wrap = ["unshare", "--map-root-user", "--mount", "sh", "-c",
                f'mount -t tmpfs -o size={size} none {weights} && exec "$0" "$@"']
    probe = subprocess.run([*run.wrap, "true"], capture_output=True)
    if probe.returncode:
        return "left out: no right to mount a small disk here"
    fails(run, "no-space", "room")
    demand(len(run.said("checkpoint")) >= 1, "no checkpoint fitted at all: the check's disk is too small")
    return f"after {len(run.said('checkpoint'))} checkpoints"


@check(is_quick=True)
def too_little_memory_is_said(bench, trainer):
    base = bench.folder / f"wide-{trainer}"
    make_base(base, width=256, context=2048)
    lines = chats(64)
    for line in lines:
        line["messages"][-1]["content"] = "The door is red and blue. " * 120
    path = bench.folder / f"wide-{trainer}.jsonl"
    write(path, lines)
    # What a small run takes, and 500 MB more.
    most = bench.shared(trainer).memory
    run = bench.run(trainer, "memory", base=str(base), train=str(path), batchSize=64, maxTokens=2048)
    run.wrap = ["sh", "-c", f'ulimit -v {(most + 500_000_000) // 1024}; exec "$0" "$@"']
    fails(run, "out-of-memory", "batchSize")


def virtual_memory(process):
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


@check("pytorch")
def two_trainers_do_not_share_a_run_folder(bench, trainer):
    run = bench.run(trainer, "double", epochs=30)
    first = run.start()
    while not run.said("step"):
        time.sleep(0.01)
    second = run.start()
    demand(second.wait(timeout=100) == 2, "the second was let in")
    first.terminate()
    demand(first.wait(timeout=100) == 0, "the first did not end")


@check("pytorch")
def a_run_does_not_go_on_with_other_data(bench, trainer):
    path = bench.folder / "changing.jsonl"
    write(path, chats(8))
    run = bench.run(trainer, "changing", train=str(path)).go()
    write(path, chats(9))
    fails(run, "bad-plan", "another plan")


# One with another.


@check("pytorch")
def all_trainers_agree_on_the_same_batches(bench, trainer):
    found = {}
    for one in ("pytorch", "transformers", "tensorflow"):
        found[one] = bench.run(
            one, "agree", weightDecay=0.1, warmupShare=0.2, schedule="cosine", epochs=2,
            batchSize=2, gradientAccumulation=2, packing=True).go()
    losses = {one: run.losses() for one, run in found.items()}
    said = []
    for one, tolerance in (("transformers", 1e-4), ("tensorflow", 1e-4)):
        near(losses["pytorch"][1], losses[one][1], 1e-5, f"{one}, step 1")
        off = max(abs(losses["pytorch"][step] - losses[one][step]) for step in losses["pytorch"])
        demand(losses[one].keys() == losses["pytorch"].keys(), f"{one} takes other steps")
        demand(off < tolerance, f"{one} is off by {off}")
        said.append(f"{one} off by at most {off:.1e}")
        rates = [[step["learningRate"] for step in found[each].said("step")]
                 for each in ("pytorch", one)]
        demand(all(math.isclose(*both, rel_tol=1e-9, abs_tol=1e-12) for both in zip(*rates)), f"{rates}")
    return "; ".join(said)


@check("pytorch")
def pytorch_and_trl_agree_with_dropout_and_on_pairs(bench, trainer):
    one, other = (bench.shared(each).losses() for each in ("pytorch", "transformers"))
    off = max(abs(one[step] - other[step]) for step in one)
    near(one[1], other[1], 1e-5, "gpt2 with dropout, step 1")
    demand(off < 1e-3, f"gpt2 with dropout: off by {off}")
    one, other = (
        bench.run(each, "dpo-agree", method="dpo", train=str(bench.folder / "pairs.jsonl"), epochs=2,
                  batchSize=5, gradientAccumulation=2, learningRate=1e-3).go().losses()
        for each in ("pytorch", "transformers"))
    pairs_off = max(abs(one[step] - other[step]) for step in one)
    demand(pairs_off < 1e-4, f"dpo: {one}, {other}")
    return f"off by at most {off:.1e}, on pairs {pairs_off:.1e}"


@check()
def what_is_tuned_can_be_served(bench, trainer):
    if not bench.serve:
        return "left out: name the program with --serve"
    final = bench.shared(trainer).folder / "weights" / "final"
    import socket
    import urllib.request
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = open(bench.folder / f"serve-{trainer}.log", "wb")
    server = subprocess.Popen(
        [bench.serve, "serve", "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"],
        stdout=log, stderr=log, env={**os.environ, "OMP_NUM_THREADS": "1", "HF_HUB_OFFLINE": "1"})
    try:
        body = json.dumps({"model": str(final), "max_tokens": 20, "temperature": 0, "messages": [
            {"role": "user", "content": "What colour is the door 0?"}]}).encode()
        for _ in range(240):
            try:
                request = urllib.request.Request(
                    f"http://127.0.0.1:{port}/v1/chat/completions", body,
                    {"content-type": "application/json"})
                answer = json.load(urllib.request.urlopen(request, timeout=60))
                break
            except (ConnectionError, urllib.error.URLError) as error:
                if isinstance(error, urllib.error.HTTPError):
                    raise AssertionError(error.read().decode()) from error
                time.sleep(0.25)
        said = answer["choices"][0]["message"]["content"]
        demand(said.startswith("The"), f"it says {said!r}")
        return repr(said)
    finally:
        server.terminate()
        server.wait(timeout=30)


def paths_of_this_machine(bench):
    """What events say of where this machine keeps its files: nothing may."""
    return sorted({
        found for path in bench.folder.rglob("events.jsonl") for line in path.read_text().splitlines()
        if '"event": "sample"' not in line
        for found in re.findall(r"(?<![\w:/.])/[\w.+-]+/[^\s\"]*", line)})


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--torch", default=sys.executable)
    parser.add_argument("--tensorflow", required=True)
    parser.add_argument("--serve", help="a transformers program to serve what was tuned")
    parser.add_argument("--quick", action="store_true", help="fewer processes for each trainer")
    parser.add_argument("--only", default="", help="checks whose name has this in it")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--with-parent", action="store_true", help="end when who started this ends")
    parser.add_argument("--keep", action="store_true", help="leave the runs for a look")
    given = parser.parse_args()
    # The trainers are called from their run folders.
    given.torch, given.tensorflow, given.serve = (
        path and os.path.abspath(path) for path in (given.torch, given.tensorflow, given.serve))
    torch.set_num_threads(1)
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()
    parent = os.getppid()
    bench, began = Bench(given), time.time()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, bench.leave)
    if given.with_parent:
        threading.Thread(target=bench.end_with, args=[parent], daemon=True).start()

    def attempt(item):
        name, trainer, function, _ = item
        started = time.time()
        try:
            note = function(bench, trainer)
            line = f"pass  {name}" + (f" ({note})" if note else "")
            passed = True
        except Exception as error:
            detail = str(error) if isinstance(error, AssertionError) else traceback.format_exc()
            line, passed = f"FAIL  {name}: {detail}", False
        print(f"{line} [{time.time() - started:.1f} s]", flush=True)
        return passed

    chosen = [item for item in CHECKS if given.only in item[0] and (item[3] or not given.quick)]
    with ThreadPoolExecutor(given.jobs) as pool:
        results = list(pool.map(attempt, chosen))
    named = paths_of_this_machine(bench)
    results.append(not named)
    print("FAIL  events name places of this machine: " + ", ".join(named[:5]) if named
          else "pass  no event names a place of this machine")
    used = sum(sum(resource.getrusage(who)[:2])
               for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(f"{sum(results)} of {len(results)} passed in {time.time() - began:.0f} s, {used:.0f} s of CPU")
    if given.keep:
        print(bench.folder)
    else:
        shutil.rmtree(bench.folder, ignore_errors=True)
    sys.exit(0 if results and all(results) else 1)


if __name__ == "__main__":
    main()
