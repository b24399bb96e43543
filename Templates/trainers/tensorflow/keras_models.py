"""Llama and GPT-2 as Keras layers, which read and write Hugging Face's weights.

Transformers has no TensorFlow models any more, so the two architectures that most small bases have are
built here from the base's config.json. Others, and settings that would change what a model computes and are
not built, are refused: a model that is nearly the base would be tuned into nothing.

Shapes: B rows, T tokens, H heads, D numbers a head, W numbers a token.
"""
import json
import math

import keras
import numpy
import tensorflow as tf
from safetensors.numpy import load_file, save_file

from common.adapters import save_description, tensor_name
from common.base import base_config
from common.plan import Failure


class Linear(keras.layers.Layer):
    """x @ kernel + bias, and beside it an adapter where one was added.

    `is_turned` says that Hugging Face keeps the weight the other way round, as PyTorch's Linear does.
    """

    def __init__(self, inputs, outputs, bias=False, is_turned=True):
        super().__init__()
        self.inputs, self.outputs, self.is_turned = inputs, outputs, is_turned
        self.kernel = self.add_weight(shape=(inputs, outputs), initializer="zeros")
        self.bias = self.add_weight(shape=(outputs,), initializer="zeros") if bias else None
        self.scale = None

    def add_adapter(self, rank, alpha, seed):
        bound = 1 / math.sqrt(self.inputs)
        self.scale = alpha / rank
        self.A = self.add_weight(
            shape=(self.inputs, rank),
            initializer=keras.initializers.RandomUniform(-bound, bound, seed=seed))
        self.B = self.add_weight(shape=(rank, self.outputs), initializer="zeros")

    def merge(self):
        self.kernel.assign(self.kernel + self.scale * tf.matmul(self.A, self.B))
        self.scale = None

    def call(self, x, adapted=True):
        result = tf.matmul(x, self.kernel)
        if self.bias is not None:
            result += self.bias
        if adapted and self.scale is not None:
            result += self.scale * tf.matmul(tf.matmul(x, self.A), self.B)
        return result

    def named(self, name):
        yield f"{name}.weight", self.kernel, self.is_turned
        if self.bias is not None:
            yield f"{name}.bias", self.bias, False


class Norm(keras.layers.Layer):
    """RMSNorm (no bias, no mean), or LayerNorm."""

    def __init__(self, width, epsilon, is_root_mean_square):
        super().__init__()
        self.epsilon, self.is_root_mean_square = epsilon, is_root_mean_square
        self.weight = self.add_weight(shape=(width,), initializer="ones")
        self.bias = None
        if not is_root_mean_square:
            self.bias = self.add_weight(shape=(width,), initializer="zeros")

    def call(self, x):
        wide = tf.cast(x, tf.float32)
        if not self.is_root_mean_square:
            wide -= tf.reduce_mean(wide, -1, keepdims=True)
        wide *= tf.math.rsqrt(tf.reduce_mean(tf.square(wide), -1, keepdims=True) + self.epsilon)
        x = tf.cast(wide, x.dtype) * self.weight
        return x if self.bias is None else x + self.bias

    def named(self, name):
        yield f"{name}.weight", self.weight, False
        if self.bias is not None:
            yield f"{name}.bias", self.bias, False


class Embedding(keras.layers.Layer):
    """A vector for each number; that of the number `padding` is not learnt where it is read."""

    def __init__(self, count, width, padding=None):
        super().__init__()
        self.padding = padding
        self.table = self.add_weight(shape=(count, width), initializer="zeros")

    def call(self, numbers):
        x = tf.gather(self.table, numbers)
        if self.padding is None:
            return x
        return tf.where((numbers == self.padding)[..., None], tf.stop_gradient(x), x)

    def logits(self, x):
        """The other way: how well a vector fits each number."""
        return tf.matmul(x, tf.cast(self.table, x.dtype), transpose_b=True)

    def named(self, name):
        yield f"{name}.weight", self.table, False


class Chance:
    """Dropout whose random numbers depend on the step's seed and on the place alone."""

    def __init__(self, seed):
        self.seed, self.place = seed, 0

    def drop(self, x, rate):
        if self.seed is None or rate == 0:
            return x
        self.place += 1
        return tf.nn.experimental.stateless_dropout(x, rate, seed=tf.stack([self.seed, self.place]))


def attention(query, key, value, mask, chance, rate=0.0):
    """softmax(query · key) · value over the tokens that the mask lets be seen: all (B, H, T, D)."""
    scores = tf.matmul(query, key, transpose_b=True) / math.sqrt(query.shape[-1])
    scores = tf.where(mask, tf.cast(scores, tf.float32), -1e9)
    shares = chance.drop(tf.cast(tf.nn.softmax(scores), value.dtype), rate)
    return tf.matmul(shares, value)


def split_heads(x, heads):
    """(B, T, W) to (B, heads, T, D)."""
    shape = tf.shape(x)
    return tf.transpose(
        tf.reshape(x, [shape[0], shape[1], heads, x.shape[-1] // heads]), [0, 2, 1, 3])


def join_heads(x):
    """(B, heads, T, D) to (B, T, W)."""
    shape = tf.shape(x)
    return tf.reshape(
        tf.transpose(x, [0, 2, 1, 3]), [shape[0], shape[2], x.shape[1] * x.shape[3]])


class LlamaBlock(keras.layers.Layer):
    """Attention with rotary positions, then a gated feed-forward, each added to what came in."""

    def __init__(self, config):
        super().__init__()
        width, inner = config["hidden_size"], config["intermediate_size"]
        self.heads = config["num_attention_heads"]
        self.shared = config.get("num_key_value_heads") or self.heads
        self.size = config.get("head_dim") or width // self.heads
        epsilon, bias = config["rms_norm_eps"], config.get("attention_bias", False)
        self.q = Linear(width, self.heads * self.size, bias)
        self.k = Linear(width, self.shared * self.size, bias)
        self.v = Linear(width, self.shared * self.size, bias)
        self.o = Linear(self.heads * self.size, width, bias)
        self.gate, self.up, self.down = (
            Linear(*ends, config.get("mlp_bias", False))
            for ends in ((width, inner), (width, inner), (inner, width)))
        self.before_attention, self.before_feeding = (Norm(width, epsilon, True) for _ in range(2))

    def call(self, x, mask, turns, chance, adapted):
        y = self.before_attention(x)
        query = rotated(split_heads(self.q(y, adapted=adapted), self.heads), turns)
        key = rotated(split_heads(self.k(y, adapted=adapted), self.shared), turns)
        value = split_heads(self.v(y, adapted=adapted), self.shared)
        # Several query heads share a key and a value.
        key, value = (tf.repeat(one, self.heads // self.shared, axis=1) for one in (key, value))
        x += self.o(join_heads(attention(query, key, value, mask, chance)), adapted=adapted)
        y = self.before_feeding(x)
        y = tf.nn.silu(self.gate(y, adapted=adapted)) * self.up(y, adapted=adapted)
        return x + self.down(y, adapted=adapted)

    def linears(self, name):
        yield from ((f"{name}.self_attn.{letter}_proj", getattr(self, letter)) for letter in "qkvo")
        yield from ((f"{name}.mlp.{part}_proj", getattr(self, part)) for part in ("gate", "up", "down"))

    def named(self, name):
        for place, layer in self.linears(name):
            yield from layer.named(place)
        yield from self.before_attention.named(f"{name}.input_layernorm")
        yield from self.before_feeding.named(f"{name}.post_attention_layernorm")


def rotated(x, turns):
    """Rotary position embedding: each pair of numbers, half a head apart, turned by its angle."""
    cosine, sine = (tf.cast(one, x.dtype) for one in turns)
    first, second = tf.split(x, 2, axis=-1)
    return x * cosine + tf.concat([-second, first], -1) * sine


class Llama(keras.Model):
    """LlamaForCausalLM."""

    def __init__(self, config):
        super().__init__()
        refuse_other_than(config, {
            "hidden_act": "silu", "attention_dropout": 0.0, "pretraining_tp": 1})
        rope = config.get("rope_parameters") or config.get("rope_scaling") or {}
        if rope.get("rope_type", rope.get("type", "default")) != "default":
            raise Failure("bad-base", f"its rotary positions are scaled ({rope}), which is not built")
        width = config["hidden_size"]
        size = config.get("head_dim") or width // config["num_attention_heads"]
        theta = rope.get("rope_theta") or config.get("rope_theta") or 10000.0
        self.speeds = theta ** (-numpy.arange(0, size, 2, dtype="float32") / size)
        # Transformers' Llama does not learn its padding, even where that is the end of a message, too.
        self.words = Embedding(config["vocab_size"], width, config.get("pad_token_id"))
        self.blocks = [LlamaBlock(config) for _ in range(config["num_hidden_layers"])]
        self.last = Norm(width, config["rms_norm_eps"], True)
        is_tied = config.get("tie_word_embeddings", False)
        self.output_layer = None if is_tied else Linear(width, config["vocab_size"])

    def call(self, tokens, positions, seed=None, adapted=True):
        chance, mask = Chance(seed), seen(positions)
        angles = tf.cast(positions, tf.float32)[:, None, :, None] * self.speeds
        angles = tf.concat([angles, angles], -1)
        turns = tf.cos(angles), tf.sin(angles)
        x = self.words(tokens)
        for block in self.blocks:
            x = block(x, mask, turns, chance=chance, adapted=adapted)
        x = self.last(x)
        return self.words.logits(x) if self.output_layer is None else self.output_layer(x)

    def linears(self):
        for index, block in enumerate(self.blocks):
            yield from block.linears(f"model.layers.{index}")

    def named(self):
        """Hugging Face's names, the variables, and whether they lie the other way round there."""
        yield from self.words.named("model.embed_tokens")
        for index, block in enumerate(self.blocks):
            yield from block.named(f"model.layers.{index}")
        yield from self.last.named("model.norm")
        if self.output_layer is not None:
            yield from self.output_layer.named("lm_head")


class GPT2Block(keras.layers.Layer):
    """Attention, then a feed-forward, each added to what came in."""

    def __init__(self, config):
        super().__init__()
        width, epsilon = config["n_embd"], config["layer_norm_epsilon"]
        inner = config.get("n_inner") or 4 * width
        self.heads = config["n_head"]
        self.rate, self.seen_rate = config.get("resid_pdrop", 0.1), config.get("attn_pdrop", 0.1)
        self.c_attn = Linear(width, 3 * width, True, False)
        self.c_proj = Linear(width, width, True, False)
        self.c_fc = Linear(width, inner, True, False)
        self.c_back = Linear(inner, width, True, False)
        self.ln_1, self.ln_2 = (Norm(width, epsilon, False) for _ in range(2))

    def call(self, x, mask, chance, adapted):
        query, key, value = (
            split_heads(one, self.heads)
            for one in tf.split(self.c_attn(self.ln_1(x), adapted=adapted), 3, axis=-1))
        y = join_heads(attention(query, key, value, mask, chance, self.seen_rate))
        x += chance.drop(self.c_proj(y, adapted=adapted), self.rate)
        y = tf.nn.gelu(self.c_fc(self.ln_2(x), adapted=adapted), approximate=True)
        return x + chance.drop(self.c_back(y, adapted=adapted), self.rate)

    def linears(self, name):
        yield f"{name}.attn.c_attn", self.c_attn
        yield f"{name}.attn.c_proj", self.c_proj
        yield f"{name}.mlp.c_fc", self.c_fc
        yield f"{name}.mlp.c_proj", self.c_back

    def named(self, name):
        for place, layer in self.linears(name):
            yield from layer.named(place)
        yield from self.ln_1.named(f"{name}.ln_1")
        yield from self.ln_2.named(f"{name}.ln_2")


class GPT2(keras.Model):
    """GPT2LMHeadModel."""

    def __init__(self, config):
        super().__init__()
        refuse_other_than(config, {
            "activation_function": "gelu_new", "scale_attn_weights": True,
            "scale_attn_by_inverse_layer_idx": False, "reorder_and_upcast_attn": False,
            "tie_word_embeddings": True})
        width = config["n_embd"]
        self.rate = config.get("embd_pdrop", 0.1)
        self.words = Embedding(config["vocab_size"], width)
        self.places = Embedding(config["n_positions"], width)
        self.blocks = [GPT2Block(config) for _ in range(config["n_layer"])]
        self.last = Norm(width, config["layer_norm_epsilon"], False)

    def call(self, tokens, positions, seed=None, adapted=True):
        chance, mask = Chance(seed), seen(positions)
        x = chance.drop(self.words(tokens) + self.places(positions), self.rate)
        for block in self.blocks:
            x = block(x, mask, chance=chance, adapted=adapted)
        return self.words.logits(self.last(x))

    def linears(self):
        for index, block in enumerate(self.blocks):
            yield from block.linears(f"transformer.h.{index}")

    def named(self):
        yield from self.words.named("transformer.wte")
        yield from self.places.named("transformer.wpe")
        for index, block in enumerate(self.blocks):
            yield from block.named(f"transformer.h.{index}")
        yield from self.last.named("transformer.ln_f")


ARCHITECTURES = {"LlamaForCausalLM": Llama, "GPT2LMHeadModel": GPT2}


def seen(positions):
    """Which tokens each token sees: itself and those before it in its own example: (B, 1, T, T).

    An example begins where positions restart.
    """
    example = tf.cumsum(tf.cast(positions == 0, tf.int32), axis=1)
    order = tf.range(tf.shape(positions)[1])
    causal = order[:, None] >= order[None, :]
    return (causal[None] & (example[:, :, None] == example[:, None, :]))[:, None]


def refuse_other_than(config, built):
    """Raises `Failure` where a setting would make the base compute what is not built here."""
    for name, value in built.items():
        if config.get(name, value) != value:
            raise Failure("bad-base", f"its config.json has {name} {config[name]!r}; the tensorflow trainer "
                          f"builds {value!r} alone: take the pytorch or the transformers trainer")


def build(folder):
    """The model of a base in float32, with its weights. Raises `Failure` with code `bad-base`."""
    config = base_config(folder)
    name = (config.get("architectures") or [config["model_type"]])[0]
    if name not in ARCHITECTURES or "quantization_config" in config:
        raise Failure("bad-base", f"{folder}: is a {name}; the tensorflow trainer builds "
                      f"{' and '.join(ARCHITECTURES)}: take the pytorch or the transformers trainer")
    try:
        model = ARCHITECTURES[name](config)
        load(model, folder)
    except KeyError as error:
        raise Failure("bad-base", f"{folder}: config.json has no {error}") from error
    except Failure as failure:
        raise Failure(failure.code, f"{folder}: {failure.reason}") from failure
    return model


def load(model, folder):
    """Takes the weights of a folder: all that the model has, and none that it does not know."""
    saved = {}
    for path in sorted(folder.glob("*.safetensors")):
        if path.name.startswith("model"):
            saved.update(load_file(path))
    # GPT-2's own files leave the prefix out, and hold masks that are no weights.
    if isinstance(model, GPT2):
        saved = {name if name.startswith("transformer.") else f"transformer.{name}": value
                 for name, value in saved.items()
                 if not name.endswith((".attn.bias", ".attn.masked_bias", "lm_head.weight"))}
    elif model.output_layer is None:
        saved.pop("lm_head.weight", None)
    for name, variable, is_turned in model.named():
        value = saved.pop(name, None)
        if value is None:
            raise Failure("bad-base", f"its weights have no {name}")
        value = value.T if is_turned else value
        if value.shape != tuple(variable.shape):
            raise Failure("bad-base", f"{name} is of shape {value.shape}, not {tuple(variable.shape)}")
        variable.assign(value.astype("float32"))
    rest = sorted(name for name in saved if not name.endswith("rotary_emb.inv_freq"))
    if rest:
        raise Failure("bad-base", f"it has weights that are not built here, such as {rest[0]}")


def save(model, tokenizer, base, folder, dtype="float32"):
    """Writes a model that Transformers can load: its weights, the base's configuration, the tokenizer."""
    write_tensors(folder / "model.safetensors", {
        name: turned(variable, is_turned).astype(dtype) for name, variable, is_turned in model.named()})
    config = {**base_config(base), "dtype": numpy.dtype(dtype).name}
    config.pop("torch_dtype", None)
    (folder / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    generation = base / "generation_config.json"
    if generation.is_file():
        (folder / generation.name).write_bytes(generation.read_bytes())
    tokenizer.save_pretrained(folder)


def add_adapters(model, rank, alpha, seed):
    """Puts an adapter on every linear layer but the output's."""
    for index, (_, layer) in enumerate(model.linears()):
        layer.add_adapter(rank, alpha, seed + index)


def save_adapters(model, folder, plan):
    """Writes the adapters as PEFT reads them."""
    write_tensors(folder / "adapter_model.safetensors", {
        tensor_name(name, part): turned(getattr(layer, part), True)
        for name, layer in model.linears() for part in "AB"})
    names = dict(model.linears())
    save_description(folder, plan, names, not next(iter(names.values())).is_turned)


def load_adapters(model, folder):
    saved = load_file(folder / "adapter_model.safetensors")
    for name, layer in model.linears():
        for part in "AB":
            getattr(layer, part).assign(saved[tensor_name(name, part)].T)


def turned(variable, is_turned):
    value = numpy.asarray(variable)
    return value.T if is_turned else value


def write_tensors(path, tensors):
    # In this order, since what is written is the memory as it lies.
    save_file({name: numpy.asarray(value, order="C") for name, value in tensors.items()}, path,
              metadata={"format": "pt"})
