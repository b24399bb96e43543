"""Reads chats and preference pairs, renders them with the base's own chat template, and masks them.

Only what an assistant says with a weight other than 0 is learnt. Where it stands in the tokens is found by
rendering the chat up to it and through it: each rendering must begin with the one before, or the template
cannot be masked and the run ends. Whatever is longer than `maxTokens` is cut at its end, and said.
"""
import json
from dataclasses import dataclass

from .plan import Failure

IGNORED = -100
ROLES = ("system", "developer", "user", "assistant", "tool", "function")


@dataclass(frozen=True)
class Example:
    """A chat: its tokens, and the same tokens as labels where they are learnt, `IGNORED` elsewhere."""

    tokens: list
    labels: list


@dataclass(frozen=True)
class Pair:
    """A question, and two answers to it, of which people preferred the first."""

    prompt: list
    chosen: list
    rejected: list


@dataclass(frozen=True)
class Cut:
    """An example that is longer than allowed (`kept` of its tokens remain), or teaches nothing (none)."""

    line: int
    file: str
    tokens: int
    kept: int


def read(plan, tokenizer, name):
    """The examples (or pairs) of `plan.train` or `plan.validation`, and what was cut of them."""
    path = getattr(plan, name)
    chats = Chats(tokenizer, path)
    make = chats.pair if plan.method == "dpo" else chats.example
    limit, kept, cuts = plan.hyperparameters.maxTokens, [], []
    for number, line in lines(path):
        full, length = make(number, parsed(path, number, line))
        short, remains = shortened(full, limit)
        if remains:
            kept.append(short)
        if not remains or length > limit:
            cuts.append(Cut(number, name, length, min(length, limit) if remains else 0))
    if not kept:
        raise Failure("bad-data", f"{path}: nothing to learn from: no line, or none with an answer that "
                      f"begins within {limit} tokens: raise maxTokens, or shorten what comes before "
                      "the answers")
    return kept, cuts


def lines(path):
    """The lines of a JSONL file with their numbers. A byte order mark and an empty end are let pass."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Failure("bad-data", f"{path}: cannot be read: {error.strerror}") from error
    for number, line in enumerate(data.removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        try:
            yield number, line.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Failure("bad-data", f"{path}:{number}: byte {error.start + 1} of the line is not "
                          "UTF-8") from error


def parsed(path, number, line):
    try:
        value = json.loads(line)
    except ValueError as error:
        column = getattr(error, "colno", 1)
        raise Failure("bad-data", f"{path}:{number}:{column}: is not JSON: {error}") from error
    if not isinstance(value, dict):
        raise Failure("bad-data", f"{path}:{number}: is no JSON object")
    return value


def shortened(item, limit):
    """The first `limit` tokens of an example or a pair, and whether anything is left to learn there."""
    if isinstance(item, Example):
        short = Example(item.tokens[:limit], item.labels[:limit])
        return short, any(label != IGNORED for label in short.labels)
    room = limit - len(item.prompt)
    short = Pair(item.prompt, item.chosen[: max(room, 0)], item.rejected[: max(room, 0)])
    # Two answers that are alike as far as they are kept teach nothing.
    return short, bool(short.chosen and short.rejected) and short.chosen != short.rejected


class Chats:
    """Renders the chats of one file."""

    def __init__(self, tokenizer, path):
        self.tokenizer = tokenizer
        self.path = path

    def example(self, number, line):
        """A line `{"messages": [...]}` as an example, and how many tokens it has."""
        messages = self.messages(number, line, "messages")
        tools = line.get("tools")
        tokens = self.render(number, messages, tools)
        labels = [IGNORED] * len(tokens)
        for index, message in enumerate(messages):
            if message["role"] != "assistant" or message.get("weight", 1) == 0:
                continue
            before = self.render(number, messages[:index], tools, opens=True)
            through = self.render(number, messages[: index + 1], tools)
            self.demand_prefix(number, before, through)
            self.demand_prefix(number, through, tokens)
            labels[len(before):len(through)] = tokens[len(before):len(through)]
        return Example(tokens, labels), len(tokens)

    def pair(self, number, line):
        """A line of OpenAI's preference shape as a pair, and the tokens of its longer side."""
        asked = line.get("input")
        if not isinstance(asked, dict):
            self.refuse(number, "input: is missing, or no object; a line for dpo has input, "
                        "preferred_output and non_preferred_output")
        question, tools = self.messages(number, asked, "messages", "input."), asked.get("tools")
        prompt = self.render(number, question, tools, opens=True)
        answers = []
        for side in ("preferred_output", "non_preferred_output"):
            answer = self.messages(number, line, side)
            if [message["role"] for message in answer] != ["assistant"]:
                self.refuse(number, f"{side}: must be one message of the assistant")
            whole = self.render(number, question + answer, tools)
            self.demand_prefix(number, prompt, whole)
            answers.append(whole[len(prompt):])
        return Pair(prompt, *answers), len(prompt) + max(map(len, answers))

    def prompt(self, text):
        """The tokens of a person's question, up to where the assistant's answer begins."""
        return self.render(0, [{"role": "user", "content": text}], None, opens=True)

    def render(self, number, messages, tools, opens=False):
        """The tokens of messages; with `opens`, up to where the assistant's answer begins."""
        if not messages:
            self.refuse(number, "messages[0]: a chat to learn from does not begin with the assistant")
        plain = [{key: value for key, value in message.items() if key != "weight"}
                 for message in messages]
        try:
            return list(self.tokenizer.apply_chat_template(
                plain, tools=tools, add_generation_prompt=opens, tokenize=True, return_dict=False))
        except Exception as error:  # a template may raise what it likes
            self.refuse(number, f"the base's chat template refuses this chat: {error}", error)

    def messages(self, number, line, name, prefix=""):
        """The checked messages under a name, with plain text as their content."""
        given, name = line.get(name), prefix + name
        if not isinstance(given, list) or not given:
            self.refuse(number, f"{name}: is missing, or no list of messages")
        return [self.message(number, message, f"{name}[{index}]")
                for index, message in enumerate(given)]

    def message(self, number, message, name):
        if not isinstance(message, dict) or message.get("role") not in ROLES:
            self.refuse(number, f"{name}: is no message with a role of " + ", ".join(ROLES))
        if message.get("weight", 1) not in (0, 1):
            self.refuse(number, f"{name}.weight: is {message['weight']!r}, not 0 or 1")
        content, calls = message.get("content"), message.get("tool_calls")
        if isinstance(content, list) and all(
                isinstance(part, dict) and part.get("type") == "text"
                and isinstance(part.get("text"), str) for part in content):
            content = "".join(part["text"] for part in content)
        if content is None and calls:
            content = ""
        if not isinstance(content, str):
            self.refuse(number, f"{name}.content: is no text")
        message = {**message, "content": content}
        if calls:
            message["tool_calls"] = [self.tool_call(number, call, name) for call in calls]
        return message

    def tool_call(self, number, call, name):
        """A tool call with its arguments as an object: templates write them as JSON themselves."""
        try:
            function = dict(call["function"])
            if isinstance(function["arguments"], str):
                function["arguments"] = json.loads(function["arguments"])
        except (KeyError, TypeError, ValueError) as error:
            self.refuse(number, f"{name}.tool_calls: no function with arguments as JSON", error)
        return {**call, "function": function}

    def demand_prefix(self, number, start, whole):
        if whole[: len(start)] != start:
            raise Failure("bad-base", f"{self.path}:{number}: the base's chat template is not "
                          "prefix-stable: a chat rendered up to an answer does not begin the chat "
                          "rendered through it, so what is learnt cannot be told from what is not; "
                          "choose a base (or a template) that writes each message the same way "
                          "wherever it stands")

    def refuse(self, number, why, cause=None):
        raise Failure("bad-data", f"{self.path}:{number}: {why}") from cause
