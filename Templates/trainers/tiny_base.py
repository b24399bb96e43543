"""Makes a base of random weights, to try tuning and serving with: tiny_base.py FOLDER [llama|gpt2]

Some 100,000 parameters, a byte-level BPE tokenizer learnt from the sentences below, and a chat template,
in Hugging Face's format: nothing is downloaded, and what it says means nothing until it is tuned. The same
arguments give the same weights. Any Python with what a trainer on PyTorch requires can run it.
"""
import argparse

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import (
    GPT2Config, GPT2LMHeadModel, LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast, set_seed)
from transformers.utils import logging

SENTENCES = [
    "The study rooms are open from nine to five, and a key is at the desk.",
    "Write plainly. Say hello. A draft names its sources, and a person reads it.",
    "When does the library open? Where is the key? Who reads the draft? What colour is the door?",
    "The door is red. The door is blue. The window is green. It opens at nine o'clock on Monday.",
    "Grüße aus Köln, déjà vu, 日本語のテキスト, and a 🚀 in between.",
]
SPECIAL = ["<|end|>", "<|system|>", "<|user|>", "<|assistant|>", "<|tool|>"]
TEMPLATE = (
    "{% for message in messages %}<|{{ message['role'] }}|>{{ message['content'] }}<|end|>{% endfor %}"
    "{% if add_generation_prompt %}<|assistant|>{% endif %}")


def make_tokenizer(template=TEMPLATE):
    """A byte-level BPE tokenizer: whatever is written has tokens, and they give it back."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(SENTENCES, trainers.BpeTrainer(
        vocab_size=400, initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False,
        special_tokens=SPECIAL))
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="<|end|>", pad_token="<|end|>")
    fast.chat_template = template
    return fast


def make_base(folder, kind="llama", seed=7, width=48, layers=2, context=256, template=TEMPLATE,
              dtype=None, is_talkative=False, **more):
    """Writes a base into a folder; `more` goes into its configuration."""
    tokenizer = make_tokenizer(template)
    ends = dict(bos_token_id=None, eos_token_id=tokenizer.eos_token_id,
                pad_token_id=tokenizer.pad_token_id)
    set_seed(seed)
    if kind == "llama":
        model = LlamaForCausalLM(LlamaConfig(**{**dict(
            vocab_size=len(tokenizer), hidden_size=width, intermediate_size=2 * width,
            num_hidden_layers=layers, num_attention_heads=4, num_key_value_heads=2,
            max_position_embeddings=context, **ends), **more}))
    else:
        model = GPT2LMHeadModel(GPT2Config(**{**dict(
            vocab_size=len(tokenizer), n_embd=width, n_layer=layers, n_head=4, n_positions=context,
            **ends), **more}))
    if is_talkative:
        model.generation_config.suppress_tokens = silent_tokens(tokenizer)
    tokenizer.save_pretrained(folder)
    (model if dtype is None else model.to(dtype)).save_pretrained(folder)


def silent_tokens(tokenizer):
    """The tokens that end an answer, and those that are no text by themselves: without them a model of
    random weights says something, and goes on for as long as it may.
    """
    return sorted(
        number for token, number in tokenizer.get_vocab().items()
        if token in SPECIAL or not all("!" <= sign <= "~" or sign == "Ġ" for sign in token))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("kind", nargs="?", default="llama", choices=("llama", "gpt2"))
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--width", type=int, default=48)
    parser.add_argument("--layers", type=int, default=2)
    parser.add_argument("--context", type=int, default=256, help="tokens it can read")
    parser.add_argument("--talkative", action="store_true", help="never ends an answer by itself")
    given = parser.parse_args()
    logging.disable_progress_bar()
    make_base(given.folder, given.kind, given.seed, given.width, given.layers, given.context,
              is_talkative=given.talkative)
