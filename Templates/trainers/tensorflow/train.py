"""Tunes a model with TensorFlow and Keras: train.py RUN-FOLDER

The same work as the pytorch trainer's, for teams whose tools are TensorFlow's: sft and dpo, full and lora.
Bases are Llama and GPT-2 (see keras_models.py); what is tuned is written back in Hugging Face's format.
Transformers lends the tokenizer and its chat template alone.

config.json, the events and the exit codes are those of every trainer: see ../common/plan.py and run.py.
"""
import sys
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.append(str(Path(__file__).resolve().parent.parent))

from common.run import Pace, Run, peak_memory

# From here on SIGTERM is a wish to stop, and nothing is fetched from a network.
RUN = Run.begin("tensorflow", sys.argv)

import math
import os

import keras
import numpy
import tensorflow as tf
from safetensors.numpy import load_file

import keras_models as models
from common import checkpoints
from common.base import base_config, load_tokenizer
from common.batches import Course, chunks, collate, collate_pairs, rows, tokens_of
from common.chats import IGNORED, Chats, read
from common.plan import Failure
from common.schedule import learning_rate

SAMPLE_TOKENS = 64
NUMBERS = tf.TensorSpec([None, None], tf.int64)
SEED = tf.TensorSpec([], tf.int32)


def prepare_device(plan):
    """The device to train on and its precision: bfloat16 on a GPU, float32 elsewhere."""
    # The same sums in the same order every time.
    tf.config.experimental.enable_op_determinism()
    tf.config.threading.set_intra_op_parallelism_threads(int(os.environ.get("OMP_NUM_THREADS", 0)))
    gpus = tf.config.list_physical_devices("GPU")
    if plan.device == "cuda" and not gpus:
        raise Failure("no-device", "device is cuda, and this machine's TensorFlow sees no GPU: take auto or "
                      "cpu, or install tensorflow[and-cuda]")
    if plan.device == "cpu" or not gpus:
        return "cpu", "float32"
    keras.config.set_dtype_policy("mixed_bfloat16")
    return "cuda", "bfloat16"


class Trainer:
    """One run, from the base to `weights/final`."""

    def __init__(self, plan):
        self.plan, self.numbers = plan, plan.hyperparameters
        self.device, self.precision = prepare_device(plan)
        keras.utils.set_random_seed(plan.seed % 2**32)
        self.tokenizer = load_tokenizer(plan)
        config = base_config(plan.base)
        self.chats = Chats(self.tokenizer, "samples")
        self.train, self.cuts = self.read("train")
        self.validation, cuts = self.read("validation") if plan.validation else ([], [])
        self.cuts += cuts
        self.course = Course(plan, len(self.train))
        self.folder, self.progress = checkpoints.newest(RUN)
        self.context = config.get("max_position_embeddings") or config.get("n_positions")
        self.ends = end_tokens(plan.base, config, self.tokenizer)
        self.build()

    def read(self, name):
        """The rows (or pairs) of a file, and what was cut."""
        examples, cuts = read(self.plan, self.tokenizer, name)
        return (rows(examples, self.plan) if self.plan.method == "sft" else examples), cuts

    def build(self):
        """The model, the reference it is held against, the optimizer: as the newest checkpoint has them."""
        self.is_adapted = self.plan.adaptation == "lora"
        self.model = models.build(self.plan.base)
        self.all = [variable for _, variable, _ in self.model.named()]
        self.learnt = self.all
        if self.is_adapted:
            models.add_adapters(
                self.model, self.numbers.loraRank, self.numbers.loraAlpha, self.plan.seed)
            self.learnt = [getattr(layer, part) for _, layer in self.model.linears() for part in "AB"]
        if self.plan.method == "dpo":
            # An adapted model still has the base in it.
            self.reference = self.model if self.is_adapted else models.build(self.plan.base)
        self.optimizer = keras.optimizers.AdamW(
            learning_rate=self.numbers.learningRate, weight_decay=self.numbers.weightDecay,
            beta_1=0.9, beta_2=0.999, epsilon=1e-8)
        flat = [variable for variable in self.learnt if len(variable.shape) < 2]
        if flat:
            self.optimizer.exclude_from_weight_decay(var_list=flat)
        self.optimizer.build(self.learnt)
        if self.folder:
            self.load_weights(self.folder)
            saved = load_file(self.folder / "optimizer.safetensors")
            for index, variable in enumerate(self.optimizer.variables):
                variable.assign(saved[str(index)])

    def load_weights(self, folder):
        """Takes the weights of a checkpoint."""
        if self.is_adapted:
            models.load_adapters(self.model, folder)
        else:
            models.load(self.model, folder)

    # The losses, each a sum; a step divides by the number of all its batches.

    def token_log_probabilities(self, model, tokens, labels, positions, seed=None, adapted=True):
        """log p of each token that is learnt, 0 elsewhere: (batch, width - 1), for tokens 1, 2, 3, ..."""
        logits = tf.cast(model(tokens, positions, seed=seed, adapted=adapted), tf.float32)[:, :-1]
        labels = labels[:, 1:]
        is_learnt = labels != IGNORED
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.where(is_learnt, labels, 0), logits)
        return tf.where(is_learnt, -losses, 0.0)

    def summed_loss(self, tokens, labels, positions, seed=None):
        if self.plan.method == "sft":
            return -tf.reduce_sum(
                self.token_log_probabilities(self.model, tokens, labels, positions, seed))
        # Dropout would make the two models of dpo disagree from the start.
        ours, theirs = (
            tf.reduce_sum(
                self.token_log_probabilities(model, tokens, labels, positions, None, adapted), axis=1)
            for model, adapted in ((self.model, True), (self.reference, False)))
        chosen, rejected = tf.split(ours - tf.stop_gradient(theirs), 2)
        return -tf.reduce_sum(tf.math.log_sigmoid(self.numbers.beta * (chosen - rejected)))

    @tf.function(autograph=False, input_signature=[NUMBERS, NUMBERS, NUMBERS, SEED])
    def gradients(self, tokens, labels, positions, seed):
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch([variable.value for variable in self.learnt])
            loss = self.summed_loss(tokens, labels, positions, seed)
        found = tape.gradient(loss, [variable.value for variable in self.learnt])
        # Those of an embedding come in parts.
        return loss, [tf.convert_to_tensor(gradient) for gradient in found]

    @tf.function(autograph=False, input_signature=[NUMBERS, NUMBERS, NUMBERS])
    def loss_alone(self, tokens, labels, positions):
        return self.summed_loss(tokens, labels, positions)

    @tf.function(autograph=False, input_signature=[NUMBERS, NUMBERS, tf.TensorSpec([], tf.int32)])
    def likeliest(self, tokens, positions, at):
        return tf.argmax(self.model(tokens, positions)[0, at], output_type=tf.int32)

    def arrays(self, items):
        batch = collate_pairs(items) if self.plan.method == "dpo" else collate(items)
        return batch["input_ids"], batch["labels"], batch["position_ids"]

    def count(self, labels):
        """How many tokens (or pairs) of a batch are learnt from."""
        if self.plan.method == "dpo":
            return len(labels) // 2
        return int((labels[:, 1:] != IGNORED).sum())

    # The run.

    def run(self):
        """Trains to the end, or until asked to stop."""
        RUN.start(
            [tensorflow_package(), "keras", "transformers"], device=self.device,
            precision=self.precision, parameters=size(self.all), trainable=size(self.learnt),
            examples=sum(1 if self.plan.method == "dpo" else len(item["seq_lengths"])
                         for item in self.train),
            tokens=sum(map(tokens_of, self.train)), steps=self.course.total,
            resumedFrom=self.progress.step or None)
        for cut in self.cuts:
            RUN.say("cut", **vars(cut))
        checkpoints.recall(RUN, self.progress)
        step = self.progress.step
        if step and self.course.evaluates(step) and self.progress.evaluated < step:
            self.evaluate(step)  # the run was stopped between the step and this
            checkpoints.reconsider(RUN, self.progress)
        while step < self.course.total and not RUN.stopping and not self.is_exhausted():
            step += 1
            self.take(step)
            if self.course.evaluates(step) and not RUN.stopping:
                self.evaluate(step)
            if self.course.saves(step) or RUN.stopping or self.is_exhausted():
                self.save(step)
        self.finish(step)

    def take(self, step):
        """One step of the optimizer."""
        pace = Pace()
        picked = [[self.train[index] for index in batch] for batch in self.course.batches(step)]
        batches = [self.arrays(items) for items in picked]
        number = sum(self.count(labels) for _, labels, _ in batches)
        loss, sums = 0.0, None
        for place, batch in enumerate(batches):
            seed = (self.course.seed(step) + place) % 2**31
            part, found = self.gradients(*batch, seed)
            loss += float(part) / number
            sums = found if sums is None else [one + more for one, more in zip(sums, found)]
        clipped, norm = tf.clip_by_global_norm([gradient / number for gradient in sums], 1.0)
        RUN.check(step, loss=loss, gradient=float(norm))
        rate = learning_rate(self.plan, step, self.course.total)
        self.optimizer.learning_rate = rate
        # Keras adds epsilon before the correction of bias, PyTorch after it: this is the same.
        self.optimizer.epsilon = 1e-8 * math.sqrt(1 - 0.999**step)
        self.optimizer.apply_gradients(zip(clipped, self.learnt))
        RUN.step = step
        tokens = sum(tokens_of(item) for items in picked for item in items)
        RUN.told_step(
            step, step / self.course.per_epoch, loss, rate, float(norm), tokens, pace, self.memory())

    def memory(self):
        if self.device == "cuda":
            return tf.config.experimental.get_memory_info("GPU:0")["peak"]
        return peak_memory()

    def evaluate(self, step):
        """The loss over the validation set, each token (or pair) weighing the same."""
        total, number = 0.0, 0
        for items in chunks(self.validation, self.numbers.batchSize):
            if RUN.stopping:
                return
            batch = self.arrays(items)
            total, number = total + float(self.loss_alone(*batch)), number + self.count(batch[1])
        RUN.told_evaluation(step, total / number)
        self.progress.note(self.plan, step, total / number)

    def is_exhausted(self):
        return self.progress.is_exhausted(self.plan)

    def sample(self, prompt):
        """What the model answers to a prompt, taking the likeliest token each time."""
        tokens = self.chats.prompt(prompt)
        room = min(SAMPLE_TOKENS, (self.context or len(tokens) + SAMPLE_TOKENS) - len(tokens))
        whole = numpy.zeros((1, len(tokens) + max(room, 0)), "int64")
        whole[0, :len(tokens)] = tokens
        positions = numpy.arange(whole.shape[1])[None]
        end = len(tokens)
        for end in range(len(tokens), whole.shape[1]):
            whole[0, end] = self.likeliest(whole, positions, end - 1)
            if whole[0, end] in self.ends:
                break
        return self.tokenizer.decode(whole[0, len(tokens):end + 1], skip_special_tokens=True)

    def save(self, step):
        """A checkpoint, and what the model now answers to the sample prompts."""
        def write(folder):
            if self.is_adapted:
                models.save_adapters(self.model, folder, self.plan)
                self.tokenizer.save_pretrained(folder)
            else:
                models.save(self.model, self.tokenizer, self.plan.base, folder)
            models.write_tensors(folder / "optimizer.safetensors", {
                str(index): numpy.asarray(variable)
                for index, variable in enumerate(self.optimizer.variables)})

        for prompt in self.plan.samples:
            if not RUN.stopping:
                RUN.say("sample", step=step, prompt=prompt, text=self.sample(prompt))
        checkpoints.save(RUN, self.progress, step, write)

    def finish(self, step):
        """Says how the run ended; a run that came to its end leaves `weights/final`."""
        if step < self.course.total and not self.is_exhausted():
            RUN.end("cancelled", "asked to stop; start the run again to go on")
            return
        final = self.progress.best_step if self.is_exhausted() else step
        if final != step:
            self.load_weights(RUN.weights / f"step-{final}")
        if self.is_adapted:
            for _, layer in self.model.linears():
                layer.merge()
        config = base_config(self.plan.base)
        dtype = config.get("dtype") or config.get("torch_dtype") or "float32"
        with checkpoints.writing(RUN.weights / "final") as folder:
            models.save(
                self.model, self.tokenizer, self.plan.base, folder, tf.as_dtype(dtype).as_numpy_dtype)
        RUN.ended(step, final, self.is_exhausted())


def size(variables):
    return sum(int(numpy.prod(variable.shape)) for variable in variables)


def end_tokens(base, config, tokenizer):
    """The tokens that end an answer."""
    generation = base / "generation_config.json"
    if generation.is_file():
        config = {**config, **models.json.loads(generation.read_text())}
    ends = config.get("eos_token_id")
    ends = ends if isinstance(ends, list) else [ends]
    return {end for end in [*ends, tokenizer.eos_token_id] if end is not None}


def tensorflow_package():
    """The name that TensorFlow was installed under."""
    from importlib import metadata
    return next(
        name for name in ("tensorflow", "tensorflow-cpu")
        if any(True for _ in metadata.distributions(name=name)))


Trainer(RUN.plan).run()
