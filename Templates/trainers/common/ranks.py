"""The processes that share a run's steps: torchrun starts them, and each is told its rank, from 0.

All of them read the same data and hold the same weights. Of a step each takes its share of the examples,
and the gradients are added up. Where there is one process, nothing here does anything.
"""
import datetime
import os

import torch
from torch import distributed

# How many numbers are added up at once: 64 MB of them.
BUCKET = 1 << 24


class Ranks:
    """This process among those of its run."""

    def __init__(self, device):
        self.rank, self.count = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
        self.device = device
        if self.count > 1:
            # The others wait while the first writes a checkpoint and answers the sample prompts.
            distributed.init_process_group(
                "nccl" if device.type == "cuda" else "gloo", timeout=datetime.timedelta(hours=2))

    def share(self, items):
        """The items of a list that are this process's."""
        return items[self.rank::self.count]

    def sums(self, *numbers):
        """Each number added up over the processes, the same everywhere."""
        if self.count == 1:
            return list(numbers)
        together = torch.tensor(numbers, dtype=torch.float64, device=self.device)
        distributed.all_reduce(together)
        return together.tolist()

    def any(self, flag):
        """Whether it is so in any of the processes, the same everywhere."""
        return self.sums(float(flag))[0] > 0

    def add_gradients(self, parameters):
        """Adds the gradients of the processes up, in each of them."""
        if self.count == 1:
            return
        for one in parameters:
            # A process whose share of the step is empty has none of its own.
            if one.grad is None:
                one.grad = torch.zeros_like(one)
        bucket, size = [], 0
        for place, one in enumerate(parameters):
            bucket.append(one.grad)
            size += one.numel()
            if size >= BUCKET or place == len(parameters) - 1:
                self.add_up(bucket)
                bucket, size = [], 0

    @staticmethod
    def add_up(tensors):
        flat = torch.cat([one.reshape(-1) for one in tensors])
        distributed.all_reduce(flat)
        start = 0
        for one in tensors:
            one.copy_(flat[start:start + one.numel()].view_as(one))
            start += one.numel()

    def leave(self):
        """Ends the talk between the processes, once each of them is here."""
        if self.count > 1:
            distributed.barrier()
            distributed.destroy_process_group()
