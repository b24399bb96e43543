"""What the two trainers on PyTorch share: the device, the base, samples, and adapters' format."""
import os

import torch
from transformers import AutoModelForCausalLM

from .base import base_config
from .batches import collate, row
from .chats import Example
from .plan import Failure

SAMPLE_TOKENS = 64


def device_of(plan):
    """The device to train on and its precision: bfloat16 on a GPU that can, float32 elsewhere."""
    # The same sums in the same order every time; an operation that cannot do so ends the run.
    torch.use_deterministic_algorithms(True)
    torch.backends.cudnn.benchmark = False
    if plan.device == "cuda" and not torch.cuda.is_available():
        raise Failure("no-device", "device is cuda, and this machine's PyTorch sees no GPU: take auto or "
                      "cpu, or install PyTorch for CUDA")
    if plan.device == "cpu" or not torch.cuda.is_available():
        return torch.device("cpu"), "float32"
    if "LOCAL_RANK" in os.environ:
        # Each process has a GPU of its own.
        torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    return torch.device("cuda"), "bfloat16" if torch.cuda.is_bf16_supported() else "float32"


def load_base(plan):
    """The base's model in float32, whole. Raises `Failure` with code `bad-base`."""
    model = load_model(plan.base)
    if plan.hyperparameters.packing:
        demand_parted_attention(model)
    return model


def dtype_of(folder):
    """The precision that a model's weights are kept in."""
    config = base_config(folder)
    return getattr(torch, str(config.get("dtype") or config.get("torch_dtype")), torch.float32)


def load_model(folder):
    """The model of a folder in float32; weights that are missing there are never made up."""
    try:
        model, report = AutoModelForCausalLM.from_pretrained(
            str(folder), dtype=torch.float32, use_safetensors=True, trust_remote_code=False,
            output_loading_info=True)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        if "allocate memory" in str(error):
            raise
        raise Failure("bad-base", f"{folder}: cannot be loaded: {error}") from error
    for what in ("missing_keys", "mismatched_keys"):
        if report[what]:
            names = ", ".join(sorted(map(str, report[what]))[:3])
            raise Failure("bad-base", f"{folder}: its weights are not those of its config.json: "
                          f"{what.replace('_', ' ')} such as {names}")
    return model


def demand_parted_attention(model):
    """Raises `Failure` where a model lets one packed example see another: tried with two short ones."""
    first, second = (Example(list(tokens), list(tokens)) for tokens in (range(5), range(5, 10)))

    def answers(*examples):
        batch = collate([row(list(examples))])
        with torch.no_grad():
            return model(input_ids=torch.tensor(batch["input_ids"]), use_cache=False,
                         position_ids=torch.tensor(batch["position_ids"])).logits[0, -5:]

    model.eval()
    if not torch.allclose(answers(first, second), answers(second), atol=1e-4):
        raise Failure("not-offered", "hyperparameters.packing: this base's attention lets packed examples "
                      "see one another: set packing to false")


def to_tensors(batch, device):
    """The arrays of a batch as tensors on a device."""
    return {name: torch.from_numpy(array).to(device) for name, array in batch.items()}


def counts(model):
    """How many parameters a model has, and how many of them are trained."""
    parameters = list(model.parameters())
    return {"parameters": sum(parameter.numel() for parameter in parameters),
            "trainable": sum(parameter.numel() for parameter in parameters if parameter.requires_grad)}


@torch.no_grad()
def sample(model, tokenizer, tokens):
    """What a model answers to a prompt, taking the likeliest token each time."""
    context = getattr(model.config, "max_position_embeddings", None) or len(tokens) + SAMPLE_TOKENS
    room = min(SAMPLE_TOKENS, context - len(tokens))
    if room < 1:
        return ""
    was_training = model.training
    model.eval()
    given = torch.tensor([tokens], device=model.device)
    padding = tokenizer.eos_token_id if tokenizer.pad_token_id is None else tokenizer.pad_token_id
    said = model.generate(
        input_ids=given, attention_mask=torch.ones_like(given), do_sample=False, num_beams=1,
        max_new_tokens=room, pad_token_id=padding)
    model.train(was_training)
    return tokenizer.decode(said[0, len(tokens):], skip_special_tokens=True)


def save_model(model, tokenizer, folder, dtype=None):
    """Writes a model that `transformers serve` can load."""
    (model if dtype is None else model.to(dtype)).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
