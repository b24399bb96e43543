"""Which examples a step takes: the packing plan, each epoch's order, and the arrays of a batch.

Everything here is a pure function of the data, the seed and the step, so a run that goes on after a crash
takes the same batches as one that was never disturbed.
"""
import bisect
import math
import random

import numpy

from .chats import IGNORED


def rows(examples, plan):
    """The rows that batches are made of: an example each, or as many as fit together in `maxTokens`.

    Packed best fit first, longest example first. `seq_lengths` says where one example ends and the next
    begins, as in TRL.
    """
    if not plan.hyperparameters.packing:
        return [row([example]) for example in examples]
    bins, by_room = [], {}  # by_room: for each room that is left, the bins that have it
    rooms = []  # the keys of by_room, ascending
    for example in sorted(examples, key=lambda example: -len(example.tokens)):
        length = len(example.tokens)
        found = bisect.bisect_left(rooms, length)
        if found == len(rooms):
            room, chosen = plan.hyperparameters.maxTokens, len(bins)
            bins.append([])
        else:
            room = rooms[found]
            chosen = by_room[room].pop(0)
            if not by_room[room]:
                del by_room[room], rooms[found]
        bins[chosen].append(example)
        left = room - length
        if left not in by_room:
            by_room[left] = []
            bisect.insort(rooms, left)
        by_room[left].append(chosen)
    return [row(examples) for examples in bins]


def row(examples):
    """One row. No example's first token has a label: what stands before it is none of its own."""
    return {
        "input_ids": [token for example in examples for token in example.tokens],
        "labels": [label for example in examples for label in [IGNORED] + example.labels[1:]],
        "seq_lengths": [len(example.tokens) for example in examples],
    }


class Course:
    """The steps of a run: how many there are, what each takes, and what is due after it."""

    def __init__(self, plan, count):
        numbers = plan.hyperparameters
        self.plan, self.count = plan, count
        batches = math.ceil(count / numbers.batchSize)
        self.per_epoch = math.ceil(batches / numbers.gradientAccumulation)
        self.total = math.ceil(numbers.epochs * self.per_epoch)
        self.latest = None, []  # an epoch and its order

    def order(self, epoch):
        """The order of the rows in an epoch, counted from 0."""
        if self.latest[0] != epoch:
            order = list(range(self.count))
            random.Random(f"{self.plan.seed} {epoch}").shuffle(order)
            self.latest = epoch, order
        return self.latest[1]

    def batches(self, step):
        """The batches that step 1...total adds up, as numbers of rows."""
        numbers = self.plan.hyperparameters
        epoch, index = divmod(step - 1, self.per_epoch)
        size, together = numbers.batchSize, numbers.batchSize * numbers.gradientAccumulation
        taken = self.order(epoch)[index * together:(index + 1) * together]
        return [taken[start:start + size] for start in range(0, len(taken), size)]

    def seed(self, step):
        """The seed of a step's own random numbers (dropout): the same however the run came there."""
        return random.Random(f"{self.plan.seed} step {step}").getrandbits(31)

    def evaluates(self, step):
        """Whether the validation set is looked at after a step: a checkpoint is worth its loss, too."""
        if self.plan.validation is None:
            return False
        return step % self.plan.evaluationSteps == 0 or self.saves(step)

    def saves(self, step):
        """Whether a checkpoint is written after a step."""
        return step % self.plan.checkpointSteps == 0 or step == self.total


def chunks(items, size):
    """Items in their order, at most `size` at a time."""
    return [items[start:start + size] for start in range(0, len(items), size)]


def collate(rows):
    """The arrays of a batch, padded at the right.

    There is no attention mask: what stands to the right is never seen. Positions restart with each example
    of a row, which is how Transformers' models know where attention is parted; those of the padding go on,
    so that a row with one example counts as one.
    """
    width = max(len(row["input_ids"]) for row in rows)
    shape = (len(rows), width)
    batch = {
        "input_ids": numpy.zeros(shape, numpy.int64),
        "labels": numpy.full(shape, IGNORED, numpy.int64),
        "position_ids": numpy.zeros(shape, numpy.int64),
    }
    for index, row in enumerate(rows):
        length, start = len(row["input_ids"]), 0
        batch["input_ids"][index, :length] = row["input_ids"]
        batch["labels"][index, :length] = row["labels"]
        for part in row["seq_lengths"]:
            batch["position_ids"][index, start:] = numpy.arange(width - start)
            start += part
    return batch


def collate_pairs(pairs):
    """The arrays of a batch of pairs: all chosen answers, then all rejected ones, each after its prompt."""
    sides = [pair.chosen for pair in pairs] + [pair.rejected for pair in pairs]
    prompts = [pair.prompt for pair in pairs] * 2
    return collate([
        {"input_ids": prompt + answer, "labels": [IGNORED] * len(prompt) + answer,
         "seq_lengths": [len(prompt) + len(answer)]}
        for prompt, answer in zip(prompts, sides)])


def tokens_of(item):
    """How many tokens a row or a pair puts through the model."""
    if isinstance(item, dict):
        return len(item["input_ids"])
    return 2 * len(item.prompt) + len(item.chosen) + len(item.rejected)
