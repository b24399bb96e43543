"""Tunes a model with Hugging Face's TRL (SFTTrainer, DPOTrainer) and PEFT (LoRA): train.py RUN-FOLDER

TRL's trainers take the steps, with their losses, optimizer and schedule. What they would decide silently is
decided here or in `../common`: chats are rendered, masked, cut and packed before TRL sees them, the order
of the examples and each step's random numbers depend on the seed and the step alone, an evaluation weighs
each token the same, and a loss that is no number ends the run.

config.json, the events and the exit codes are those of every trainer: see ../common/plan.py and run.py.
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parent.parent))

from common.run import Pace, Run, peak_memory

# From here on SIGTERM is a wish to stop, and nothing is fetched from a network.
RUN = Run.begin("transformers", sys.argv)

import torch
from datasets import Dataset
from peft import LoraConfig, PeftModel
from transformers import TrainerCallback
from trl import DPOConfig, DPOTrainer, SFTConfig, SFTTrainer

from common import checkpoints
from common.base import load_tokenizer
from common.batches import Course, collate, collate_pairs, rows, tokens_of
from common.chats import Chats, Pair, read
from common.schedule import warmup_steps
from common.torch_side import (
    counts, device_of, dtype_of, load_base, load_model, sample, save_model)


class Order(torch.utils.data.Sampler):
    """The rows in the order of the epoch that the trainer is in."""

    def __init__(self, trainer):
        self.trainer = trainer

    def __len__(self):
        return self.trainer.course.count

    def __iter__(self):
        return iter(self.trainer.course.order(
            self.trainer.state.global_step // self.trainer.course.per_epoch))


class Told:
    """What is added to TRL's trainers: what is due after a step is done here, and events are said."""

    def attach(self, course, progress, tokenizer):
        self.course, self.progress, self.tokenizer = course, progress, tokenizer
        self.chats = Chats(tokenizer, "samples")
        self.add_callback(Steps(self))

    def create_model_card(self, *arguments, **named):
        """None: Colophon writes the model's card."""

    def _get_train_sampler(self, dataset=None):
        return Order(self)

    def training_step(self, model, inputs, *rest):
        self.tokens += self.tokens_in(inputs)
        loss = super().training_step(model, inputs, *rest)
        RUN.check(self.state.global_step + 1, loss=loss.item())
        return loss

    @torch.no_grad()
    def evaluate(self, *arguments, **named):
        """The loss over the validation set, each token (or pair) weighing the same."""
        step, total, number = self.state.global_step, 0.0, 0
        self.control.should_evaluate = False
        self.model.eval()
        for inputs in self.get_eval_dataloader():
            if RUN.stopping:
                break
            inputs = self._prepare_inputs(inputs)
            with self.compute_loss_context_manager():
                part, count = self.summed_loss(inputs)
            total, number = total + part, number + count
        self._metrics["eval"].clear()
        self.model.train()
        if not RUN.stopping:
            RUN.told_evaluation(step, total / number)
            self.progress.note(RUN.plan, step, total / number)
        if RUN.stopping or self.is_exhausted():
            self.control.should_save = self.control.should_training_stop = True
        return {}

    def is_exhausted(self):
        return self.progress.is_exhausted(RUN.plan)

    def _save_checkpoint(self, model, trial):
        def write(folder):
            self.save_model(str(folder), _internal_call=True)
            self._save_optimizer_and_scheduler(str(folder))
            self._save_rng_state(str(folder))
            self.state.save_to_json(str(folder / "trainer_state.json"))

        for prompt in RUN.plan.samples:
            if not RUN.stopping:
                text = sample(self.model, self.tokenizer, self.chats.prompt(prompt))
                RUN.say("sample", step=self.state.global_step, prompt=prompt, text=text)
        checkpoints.save(RUN, self.progress, self.state.global_step, write)


class Chatting(Told, SFTTrainer):
    """TRL's SFTTrainer, told about."""

    def tokens_in(self, inputs):
        return int(inputs.pop("tokens"))

    def summed_loss(self, inputs):
        inputs.pop("tokens")
        count = int((inputs["labels"][:, 1:] != -100).sum())
        # Divided by one, the loss is the sum.
        return self.compute_loss(self.model, inputs, num_items_in_batch=1).item(), count


class Preferring(Told, DPOTrainer):
    """TRL's DPOTrainer, told about. Each pair of a step weighs the same, whichever batch it is in."""

    def _prepare_dataset(self, dataset, *rest):
        return dataset  # rendered and cut already

    def get_batch_samples(self, iterator, number, device):
        batches, items = super().get_batch_samples(iterator, number, device)
        self.pairs = sum(len(batch["input_ids"]) // 2 for batch in batches)
        return batches, items

    def compute_loss(self, model, inputs, *rest, **named):
        loss = super().compute_loss(model, inputs, *rest, **named)
        if not self.model.training:
            return loss
        # TRL divides a batch's mean by the number of batches.
        return loss * len(inputs["input_ids"]) / 2 / self.pairs * self.current_gradient_accumulation_steps

    def tokens_in(self, inputs):
        return int(inputs["attention_mask"].sum())

    def summed_loss(self, inputs):
        count = len(inputs["input_ids"]) // 2
        return self.compute_loss(self.model, inputs).item() * count, count


class Steps(TrainerCallback):
    """Says what each step gave, and decides what is due after it."""

    def __init__(self, trainer):
        self.trainer = trainer

    def on_step_begin(self, args, state, control, **more):
        self.pace, self.trainer.tokens = Pace(), 0
        torch.manual_seed(self.trainer.course.seed(state.global_step + 1))  # dropout

    def on_step_end(self, args, state, control, **more):
        step, course = state.global_step, self.trainer.course
        control.should_log = True
        control.should_evaluate = course.evaluates(step) and not RUN.stopping
        control.should_save = course.saves(step) or RUN.stopping
        control.should_training_stop |= RUN.stopping

    def on_log(self, args, state, control, logs=None, **more):
        if "loss" not in logs:
            return  # the summary at the end
        step, tokens = state.global_step, self.trainer.tokens
        RUN.check(step, loss=logs["loss"], gradient=logs["grad_norm"])
        RUN.step = step
        on_gpu = args.device.type == "cuda"
        RUN.told_step(
            step, step / self.trainer.course.per_epoch, logs["loss"], logs["learning_rate"],
            logs["grad_norm"], tokens, self.pace,
            torch.cuda.max_memory_allocated() if on_gpu else peak_memory())


def main(plan):
    """One run, from the base to `weights/final`."""
    device, precision = device_of(plan)
    tokenizer = load_tokenizer(plan)
    train, cuts = dataset(plan, tokenizer, "train")
    validation, more = dataset(plan, tokenizer, "validation") if plan.validation else (None, [])
    course = Course(plan, len(train))
    folder, progress = checkpoints.newest(RUN)
    trainer = make_trainer(plan, tokenizer, train, validation, course, precision)
    trainer.attach(course, progress, tokenizer)

    RUN.start(
        ["torch", "transformers", "trl", "peft", "accelerate"], device=str(device),
        precision=precision, **counts(trainer.model),
        examples=sum(len(row.get("seq_lengths", [0])) for row in train),
        tokens=sum(tokens_of(row if plan.method == "sft" else pair_of(row)) for row in train),
        steps=course.total, resumedFrom=progress.step or None)
    for cut in cuts + more:
        RUN.say("cut", **vars(cut))
    checkpoints.recall(RUN, progress)

    if progress.step and course.evaluates(progress.step) and progress.evaluated < progress.step:
        catch_up(trainer, folder)
    if progress.step < course.total and not RUN.stopping and not trainer.is_exhausted():
        trainer.train(resume_from_checkpoint=str(folder) if folder else None)
    finish(plan, trainer, course, progress)


def dataset(plan, tokenizer, name):
    """A file as TRL takes prepared data, and what was cut."""
    examples, cuts = read(plan, tokenizer, name)
    if plan.method == "sft":
        return Dataset.from_list(rows(examples, plan)), cuts
    return Dataset.from_list([
        {"prompt_ids": pair.prompt, "chosen_ids": pair.chosen, "rejected_ids": pair.rejected}
        for pair in examples]), cuts


def pair_of(row):
    return Pair(row["prompt_ids"], row["chosen_ids"], row["rejected_ids"])


def make_trainer(plan, tokenizer, train, validation, course, precision):
    """TRL's trainer for a plan, with nothing left to its defaults that decides what is learnt."""
    numbers = plan.hyperparameters
    settings = dict(
        output_dir=str(RUN.weights), seed=plan.seed,
        num_train_epochs=numbers.epochs, learning_rate=numbers.learningRate,
        per_device_train_batch_size=numbers.batchSize, per_device_eval_batch_size=numbers.batchSize,
        gradient_accumulation_steps=numbers.gradientAccumulation,
        optim="adamw_torch", weight_decay=numbers.weightDecay, max_grad_norm=1.0,
        warmup_steps=warmup_steps(plan, course.total),
        lr_scheduler_type=numbers.schedule.replace("constant", "constant_with_warmup"),
        # Cut and packed already; what is due after a step is decided in Steps.
        max_length=None, remove_unused_columns=False,
        save_strategy="no", eval_strategy="no", logging_strategy="no", logging_nan_inf_filter=False,
        bf16=precision == "bfloat16", gradient_checkpointing=False,
        use_cpu=plan.device == "cpu", dataloader_pin_memory=False,
        report_to="none", disable_tqdm=True)
    adapter = None
    if plan.adaptation == "lora":
        adapter = LoraConfig(
            task_type="CAUSAL_LM", r=numbers.loraRank, lora_alpha=numbers.loraAlpha,
            lora_dropout=0.0, target_modules="all-linear")
    common = dict(
        model=load_base(plan), train_dataset=train, eval_dataset=validation,
        processing_class=tokenizer, peft_config=adapter)
    if plan.method == "dpo":
        reference = load_model(plan.base) if adapter is None else None
        return Preferring(
            args=DPOConfig(**settings, beta=numbers.beta, loss_type="sigmoid"),
            ref_model=reference, data_collator=pair_tensors, **common)
    return Chatting(
        args=SFTConfig(**settings, packing=False, dataset_kwargs={"skip_prepare_dataset": True}),
        data_collator=tensors, **common)


def tensors(items):
    """A batch of rows for TRL's SFTTrainer, with the number of its tokens."""
    batch = {name: torch.from_numpy(array) for name, array in collate(items).items()}
    return {**batch, "tokens": torch.tensor(sum(map(tokens_of, items)))}


def pair_tensors(items):
    """A batch of pairs for TRL's DPOTrainer, which masks with ones where others have labels."""
    pairs = [pair_of(item) for item in items]
    batch = {name: torch.from_numpy(array) for name, array in collate_pairs(pairs).items()}
    lengths = [len(pair.prompt) + len(side)
               for name in ("chosen", "rejected") for pair in pairs for side in [getattr(pair, name)]]
    seen = torch.arange(batch["input_ids"].shape[1]) < torch.tensor(lengths)[:, None]
    return {"input_ids": batch["input_ids"], "attention_mask": seen.long(),
            "completion_mask": (batch["labels"] != -100).long()}


def catch_up(trainer, folder):
    """Makes the evaluation that a run was stopped before."""
    trainer._load_from_checkpoint(str(folder))
    trainer.model.to(trainer.args.device)
    trainer.state.global_step = trainer.progress.step
    trainer.evaluate()
    checkpoints.reconsider(RUN, trainer.progress)


def finish(plan, trainer, course, progress):
    """Says how the run ended; a run that came to its end leaves `weights/final`."""
    if progress.step < course.total and not trainer.is_exhausted():
        RUN.end("cancelled", "asked to stop; start the run again to go on")
        return
    final = progress.best_step if trainer.is_exhausted() else progress.step
    weights = RUN.weights / f"step-{final}"
    if plan.adaptation == "lora":
        model = PeftModel.from_pretrained(load_model(plan.base), str(weights)).merge_and_unload()
    else:
        model = load_model(weights)
    with checkpoints.writing(RUN.weights / "final") as folder:
        save_model(model, trainer.tokenizer, folder, dtype_of(plan.base))
    RUN.ended(progress.step, final, trainer.is_exhausted())


main(RUN.plan)
