"""OpenAI's published document, as a check of what goes over the wire."""
import json, re

from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

# What each call sends and brings, by the document's names of it.
CALLS = [
    ("POST", r"/chat/completions$", "CreateChatCompletionRequest", "CreateChatCompletionResponse"),
    ("POST", r"/responses$", "CreateResponse", "Response"),
    ("GET", r"/models$", None, "ListModelsResponse"),
    ("GET", r"/models/[^/]+$", None, "Model"),
    ("POST", r"/files$", None, "OpenAIFile"),
    ("GET", r"/files$", None, "ListFilesResponse"),
    ("GET", r"/files/[^/]+$", None, "OpenAIFile"),
    ("DELETE", r"/files/[^/]+$", None, "DeleteFileResponse"),
    ("POST", r"/uploads$", "CreateUploadRequest", "Upload"),
    ("POST", r"/uploads/[^/]+/parts$", None, "UploadPart"),
    ("POST", r"/uploads/[^/]+/complete$", "CompleteUploadRequest", "Upload"),
    ("POST", r"/uploads/[^/]+/cancel$", None, "Upload"),
    ("POST", r"/batches$", "CreateBatchRequest", "Batch"),
    ("GET", r"/batches$", None, "ListBatchesResponse"),
    ("GET", r"/batches/[^/]+$", None, "Batch"),
    ("POST", r"/batches/[^/]+/cancel$", None, "Batch"),
    ("POST", r"/fine_tuning/jobs$", "CreateFineTuningJobRequest", "FineTuningJob"),
    ("GET", r"/fine_tuning/jobs$", None, "ListPaginatedFineTuningJobsResponse"),
    ("GET", r"/fine_tuning/jobs/[^/]+$", None, "FineTuningJob"),
    ("POST", r"/fine_tuning/jobs/[^/]+/(?:cancel|pause|resume)$", None, "FineTuningJob"),
    ("GET", r"/fine_tuning/jobs/[^/]+/events$", None, "ListFineTuningJobEventsResponse"),
    ("GET", r"/fine_tuning/jobs/[^/]+/checkpoints$", None, "ListFineTuningJobCheckpointsResponse"),
    ("POST", r"/evals$", "CreateEvalRequest", "Eval"),
    ("GET", r"/evals$", None, "EvalList"),
    ("GET", r"/evals/[^/]+$", None, "Eval"),
]
STREAMED = {
    "CreateChatCompletionResponse": "CreateChatCompletionStreamResponse", "Response": "ResponseStreamEvent"}


class Published:
    def __init__(self, path):
        with open(path, encoding="utf-8") as file:
            document = json.load(file, object_hook=as_2020_12)
        self.registry = Registry().with_resource(
            "urn:openai", Resource(contents=document, specification=DRAFT202012))
        self.validators, self.checked, self.faults = {}, 0, []

    def check(self, name, value, where):
        """Holds a value against a component."""
        if name not in self.validators:
            self.validators[name] = Draft202012Validator(
                {"$ref": f"urn:openai#/components/schemas/{name}"}, registry=self.registry)
        self.checked += 1
        for error in self.validators[name].iter_errors(value):
            self.faults.append(f"{where}: {name}: {deepest(error)}")

    def exchange(self, method, path, sent, status, content_type, received):
        """Holds one request and its answer against what the document says of them."""
        for verb, pattern, request, answer in CALLS:
            if verb == method and re.search(pattern, path):
                break
        else:
            return
        where = f"{method} {path}"
        if request and status < 400:
            self.check(request, json.loads(sent), f"{where} (sent)")
        if status >= 400:
            self.check("ErrorResponse", json.loads(received), where)
        elif content_type.startswith("text/event-stream"):
            for event in events(received):
                if answer == "CreateChatCompletionResponse":
                    event = as_schema_has_it(event)
                if "error" not in event:
                    self.check(STREAMED[answer], event, where)
        else:
            self.check(answer, without_waiting(json.loads(received)), where)


def as_2020_12(schema):
    """A bound as JSON Schema 2020-12 writes it: the document has some as OpenAPI 3.0 did."""
    if schema.get("exclusiveMinimum") is True:
        schema["exclusiveMinimum"] = schema.pop("minimum")
    return schema


def as_schema_has_it(chunk):
    """A chat's chunk with what the document's own examples have and its schema refuses: null."""
    chunk = {name: value for name, value in chunk.items() if value is not None}
    for choice in chunk.get("choices", []):
        if choice["finish_reason"] is None:
            choice["finish_reason"] = "stop"
        if choice.get("logprobs") is None:
            choice.pop("logprobs", None)
        else:
            choice["logprobs"] = {
                name: tokens or [] for name, tokens in choice["logprobs"].items()}
    return chunk


def without_waiting(value):
    """A job or a list of them with a status that the document's own page has and its schema lacks."""
    if isinstance(value, dict) and value.get("status") == "paused":
        return {**value, "status": "running"}
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        return {**value, "data": [without_waiting(part) for part in value["data"]]}
    return value


def events(received):
    """The JSON of each event of a stream."""
    for line in received.decode().splitlines():
        if line.startswith("data: ") and line != "data: [DONE]":
            yield json.loads(line[6:])


def deepest(error):
    """The innermost reason, which names the fault rather than the alternatives it fails."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    place = "/".join(str(part) for part in error.absolute_path)
    return f"{place}: {error.message[:300]}"
