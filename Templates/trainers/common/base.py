"""The base: a folder with a Hugging Face model, its tokenizer and its chat template."""
import json

from .plan import Failure


def base_config(folder):
    """The base's `config.json`. Raises `Failure` with code `bad-base` where the folder holds no model."""
    path = folder / "config.json"
    if not path.is_file():
        raise Failure("bad-base", f"{folder}: is no folder of a Hugging Face model: it has no config.json")
    try:
        config = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Failure("bad-base", f"{path}: cannot be read: {error}") from error
    if not isinstance(config, dict) or "model_type" not in config:
        raise Failure("bad-base", f"{path}: names no model_type")
    if not any(folder.glob("*.safetensors")):
        raise Failure("bad-base", f"{folder}: has no weights as safetensors; other kinds can run code when "
                      "they are read, and are not taken")
    return config


def load_tokenizer(plan):
    """The base's tokenizer, which must have a chat template, once the base is known to be one."""
    from transformers import AutoTokenizer

    demand_context(plan, base_config(plan.base))
    try:
        tokenizer = AutoTokenizer.from_pretrained(str(plan.base), trust_remote_code=False)
    except Exception as error:  # of many kinds, from many libraries
        raise Failure("bad-base", f"{plan.base}: its tokenizer cannot be read: {error}") from error
    if not tokenizer.chat_template:
        raise Failure("bad-base", f"{plan.base}: its tokenizer has no chat template, so chats cannot be "
                      "rendered: take an instruction-tuned base, or put a chat_template.jinja beside its "
                      "tokenizer.json")
    return tokenizer


def demand_context(plan, config):
    """Raises `Failure` where examples may be longer than the base can read."""
    context = config.get("max_position_embeddings") or config.get("n_positions")
    if context and plan.hyperparameters.maxTokens > context:
        raise Failure("bad-plan", f"hyperparameters.maxTokens is {plan.hyperparameters.maxTokens}, and the "
                      f"base {plan.base} reads {context} at most: lower it")
