"""Tunes a model with a plain PyTorch loop: train.py RUN-FOLDER

For teams that want control: everything that decides what is learnt stands in this file and can be changed
here. It reads top to bottom: the losses, the adapter, the run. `../common` has what does not decide that
(reading, rendering, events, checkpoints), and Transformers lends the base's model and tokenizer.

What is done, and how it is usually called:
  - sft: cross-entropy over the tokens the assistant says; each token of a step weighs the same, whichever
    of the step's batches it is in
  - dpo: direct preference optimization (Rafailov et al. 2023), sigmoid loss, against the base as reference
  - lora: low-rank adapters (Hu et al. 2021) on every linear layer but the output's; merged at the end
  - AdamW (0.9, 0.999, 1e-8), weight decay on matrices alone, gradients clipped at a norm of 1
  - data parallelism, under torchrun: each process takes its share of a step's examples, and the gradients
    are added up; the step, its loss and its length are those of one process

config.json, the events and the exit codes are those of every trainer: see ../common/plan.py and run.py.
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parent.parent))

from common.run import Pace, Run, peak_memory

# From here on SIGTERM is a wish to stop, and nothing is fetched from a network.
RUN = Run.begin("pytorch", sys.argv)

import copy
import math
from contextlib import contextmanager, nullcontext

import torch
from safetensors.torch import load_file, save_file
from torch import nn
from torch.nn import functional
from transformers.pytorch_utils import Conv1D

from common import checkpoints
from common.adapters import save_description, tensor_name
from common.base import load_tokenizer
from common.batches import Course, chunks, collate, collate_pairs, rows, tokens_of
from common.chats import IGNORED, Chats, read
from common.ranks import Ranks
from common.schedule import learning_rate
from common.torch_side import (
    counts, device_of, dtype_of, load_base, load_model, sample, save_model, to_tensors)


# The losses. Each returns a sum, and of how many: a step divides by the number of all its batches.


def token_log_probabilities(model, batch):
    """log p of each token that is learnt, 0 elsewhere: (batch, width - 1), for tokens 1, 2, 3, ..."""
    logits = model(
        input_ids=batch["input_ids"], position_ids=batch["position_ids"], use_cache=False).logits
    labels = batch["labels"][:, 1:]
    losses = functional.cross_entropy(
        logits[:, :-1].float().transpose(1, 2), labels, ignore_index=IGNORED, reduction="none")
    return -losses


def sft_loss(model, batch):
    """Cross-entropy, summed over the tokens that are learnt."""
    return -token_log_probabilities(model, batch).sum(), count_sft(batch)


def count_sft(batch):
    return int((batch["labels"][:, 1:] != IGNORED).sum())


def dpo_loss(model, reference, batch, beta):
    """-log sigmoid(beta * margin), summed over pairs. The first half of the batch was preferred.

    The margin is how much more the model prefers the chosen answer than the reference does.
    """
    ours = token_log_probabilities(model, batch).sum(dim=1)
    with torch.no_grad(), reference as base:
        theirs = token_log_probabilities(base, batch).sum(dim=1)
    chosen, rejected = (ours - theirs).chunk(2)
    return -functional.logsigmoid(beta * (chosen - rejected)).sum(), count_dpo(batch)


def count_dpo(batch):
    return len(batch["labels"]) // 2


# The adapter.


class LoRA(nn.Module):
    """A linear layer that stays as it is, and a product of two small matrices that is learnt beside it."""

    def __init__(self, layer, rank, alpha):
        super().__init__()
        # GPT-2's Conv1D is a linear layer whose weight lies the other way round.
        self.layer, self.turned, self.scale = layer, isinstance(layer, Conv1D), alpha / rank
        inputs, outputs = layer.weight.shape if self.turned else reversed(layer.weight.shape)
        self.is_on = True
        self.A = nn.Parameter(torch.empty(rank, inputs))
        self.B = nn.Parameter(torch.zeros(outputs, rank))
        nn.init.kaiming_uniform_(self.A, a=math.sqrt(5))

    def forward(self, x):
        if not self.is_on:
            return self.layer(x)
        return self.layer(x) + self.scale * (x @ self.A.T @ self.B.T)

    def merged(self):
        """The layer with what was learnt added to its weight."""
        product = self.scale * (self.B @ self.A)
        self.layer.weight.data += product.T if self.turned else product
        return self.layer


def add_adapters(model, rank, alpha):
    """Freezes a model and puts an adapter on every linear layer but the output's."""
    model.requires_grad_(False)
    output = model.get_output_embeddings()
    for name, layer in list(model.named_modules()):
        if isinstance(layer, (nn.Linear, Conv1D)) and layer is not output:
            model.set_submodule(name, LoRA(layer, rank, alpha))


def adapters(model):
    return {name: layer for name, layer in model.named_modules() if isinstance(layer, LoRA)}


@contextmanager
def without_adapters(model):
    """A model as it was before anything was learnt."""
    for adapter in adapters(model).values():
        adapter.is_on = False
    yield model
    for adapter in adapters(model).values():
        adapter.is_on = True


def merge_adapters(model):
    for name, adapter in adapters(model).items():
        model.set_submodule(name, adapter.merged())


def save_adapters(model, folder, plan):
    """Writes the adapters as PEFT reads them."""
    found = adapters(model)
    save_file(
        {tensor_name(name, part): getattr(adapter, part).data.contiguous()
         for name, adapter in found.items() for part in "AB"},
        folder / "adapter_model.safetensors", metadata={"format": "pt"})
    save_description(folder, plan, found, any(adapter.turned for adapter in found.values()))


def load_adapters(model, folder):
    saved = load_file(folder / "adapter_model.safetensors")
    for name, adapter in adapters(model).items():
        for part in "AB":
            getattr(adapter, part).data.copy_(saved[tensor_name(name, part)])


# The run.


class Trainer:
    """One run, from the base to `weights/final`."""

    def __init__(self, plan):
        self.plan, self.numbers = plan, plan.hyperparameters
        self.device, self.precision = device_of(plan)
        self.ranks = Ranks(self.device)
        self.is_stopping = False
        self.tokenizer = load_tokenizer(plan)
        self.chats = Chats(self.tokenizer, "samples")
        self.train, self.cuts = self.read("train")
        self.validation, cuts = self.read("validation") if plan.validation else ([], [])
        self.cuts += cuts
        self.course = Course(plan, len(self.train))
        self.folder, self.progress = checkpoints.newest(RUN)
        self.build()

    def read(self, name):
        """The rows (or pairs) of a file, and what was cut."""
        examples, cuts = read(self.plan, self.tokenizer, name)
        return (rows(examples, self.plan) if self.plan.method == "sft" else examples), cuts

    def build(self):
        """The model, the reference it is held against, the optimizer: as the newest checkpoint has them."""
        model = load_base(self.plan)
        if self.plan.adaptation == "lora":
            torch.manual_seed(self.plan.seed)
            add_adapters(model, self.numbers.loraRank, self.numbers.loraAlpha)
        elif self.plan.method == "dpo":
            self.frozen = copy.deepcopy(model).to(self.device).eval().requires_grad_(False)
        self.model = model
        if self.folder:
            self.load_weights(self.folder)
        self.model.to(self.device)
        # Dropout would make the two models of dpo disagree from the start.
        self.model.train(self.plan.method == "sft")
        self.learnt = [parameter for parameter in self.model.parameters() if parameter.requires_grad]
        self.optimizer = torch.optim.AdamW([
            {"params": [one for one in self.learnt if one.dim() > 1],
             "weight_decay": self.numbers.weightDecay},
            {"params": [one for one in self.learnt if one.dim() < 2], "weight_decay": 0.0},
        ])
        if self.folder:
            self.optimizer.load_state_dict(
                torch.load(self.folder / "optimizer.pt", map_location=self.device, weights_only=True))

    def load_weights(self, folder):
        """Takes the weights of a checkpoint."""
        if self.plan.adaptation == "lora":
            load_adapters(self.model, folder)
        else:
            self.model.load_state_dict(load_model(folder).state_dict())

    def run(self):
        """Trains to the end, or until asked to stop."""
        RUN.start(
            ["torch", "transformers"], device=str(self.device), precision=self.precision,
            **counts(self.model), examples=sum(self.examples_of(item) for item in self.train),
            tokens=sum(map(tokens_of, self.train)), steps=self.course.total,
            resumedFrom=self.progress.step or None)
        for cut in self.cuts:
            RUN.say("cut", **vars(cut))
        checkpoints.recall(RUN, self.progress)
        step = self.progress.step
        self.agree()
        if step and self.course.evaluates(step) and self.progress.evaluated < step:
            self.evaluate(step)  # the run was stopped between the step and this
            checkpoints.reconsider(RUN, self.progress)
        while step < self.course.total and not self.is_stopping and not self.is_exhausted():
            step += 1
            self.take(step)
            if self.course.evaluates(step) and not self.is_stopping:
                self.evaluate(step)
            if self.course.saves(step) or self.is_stopping or self.is_exhausted():
                self.save(step)
        if RUN.rank == 0:
            self.finish(step)
        self.ranks.leave()

    def agree(self):
        """Asked to stop, the processes stop after the same step."""
        self.is_stopping = self.ranks.any(RUN.stopping)

    def take(self, step):
        """One step of the optimizer."""
        pace = Pace()
        torch.manual_seed(self.course.seed(step) + self.ranks.rank)  # dropout
        picked = [self.train[index] for batch in self.course.batches(step) for index in batch]
        # Of the whole step: each token weighs the same, whichever batch and process it is in.
        number = sum(map(self.count_of, picked))
        loss = 0.0
        for items in chunks(self.ranks.share(picked), self.numbers.batchSize):
            with self.autocast():
                part, _ = self.loss(self.collate(items))
            (part / number).backward()
            loss += part.item() / number
        self.ranks.add_gradients(self.learnt)
        loss, stopping = self.ranks.sums(loss, float(RUN.stopping))
        self.is_stopping = stopping > 0
        norm = nn.utils.clip_grad_norm_(self.learnt, 1.0).item()
        RUN.check(step, loss=loss, gradient=norm)
        rate = learning_rate(self.plan, step, self.course.total)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        self.optimizer.step()
        self.optimizer.zero_grad()
        RUN.step = step
        tokens = sum(map(tokens_of, picked))
        RUN.told_step(
            step, step / self.course.per_epoch, loss, rate, norm, tokens, pace, self.memory())

    def loss(self, batch):
        tensors = to_tensors(batch, self.device)
        if self.plan.method == "dpo":
            return dpo_loss(self.model, self.reference(), tensors, self.numbers.beta)
        return sft_loss(self.model, tensors)

    def reference(self):
        """The base, which an adapted model still has in it."""
        if self.plan.adaptation == "lora":
            return without_adapters(self.model)
        return nullcontext(self.frozen)

    def count_of(self, item):
        """How many tokens of a row are learnt; a pair counts as one."""
        return 1 if self.plan.method == "dpo" else sum(
            label != IGNORED for label in item["labels"][1:])

    def collate(self, items):
        return collate_pairs(items) if self.plan.method == "dpo" else collate(items)

    def examples_of(self, item):
        return 1 if self.plan.method == "dpo" else len(item["seq_lengths"])

    def autocast(self):
        return torch.autocast(
            self.device.type, dtype=torch.bfloat16, enabled=self.precision == "bfloat16")

    def memory(self):
        return torch.cuda.max_memory_allocated() if self.device.type == "cuda" else peak_memory()

    @torch.no_grad()
    def evaluate(self, step):
        """The loss over the validation set, each token (or pair) weighing the same."""
        total, number = 0.0, 0
        self.model.eval()
        for items in self.ranks.share(chunks(self.validation, self.numbers.batchSize)):
            if RUN.stopping:
                break
            with self.autocast():
                part, count = self.loss(self.collate(items))
            total, number = total + part.item(), number + count
        self.model.train(self.plan.method == "sft")
        total, number = self.ranks.sums(total, number)
        self.agree()
        if not self.is_stopping:
            RUN.told_evaluation(step, total / number)
            self.progress.note(self.plan, step, total / number)

    def is_exhausted(self):
        return self.progress.is_exhausted(self.plan)

    def save(self, step):
        """A checkpoint, and what the model now answers to the sample prompts."""
        def write(folder):
            if self.plan.adaptation == "lora":
                save_adapters(self.model, folder, self.plan)
                self.tokenizer.save_pretrained(folder)
            else:
                save_model(self.model, self.tokenizer, folder)
            torch.save(self.optimizer.state_dict(), folder / "optimizer.pt")

        for prompt in self.plan.samples if RUN.rank == 0 else []:
            if not self.is_stopping and not RUN.stopping:
                text = sample(self.model, self.tokenizer, self.chats.prompt(prompt))
                RUN.say("sample", step=step, prompt=prompt, text=text)
        checkpoints.save(RUN, self.progress, step, write)

    def finish(self, step):
        """Says how the run ended; a run that came to its end leaves `weights/final`."""
        if step < self.course.total and not self.is_exhausted():
            RUN.end("cancelled", "asked to stop; start the run again to go on")
            return
        final = self.progress.best_step if self.is_exhausted() else step
        if final != step:
            self.load_weights(RUN.weights / f"step-{final}")
        if self.plan.adaptation == "lora":
            merge_adapters(self.model)
        with checkpoints.writing(RUN.weights / "final") as folder:
            save_model(self.model, self.tokenizer, folder, dtype_of(self.plan.base))
        RUN.ended(step, final, self.is_exhausted())


Trainer(RUN.plan).run()
