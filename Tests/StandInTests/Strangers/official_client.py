"""Points the official client at the stand-in: official_client.py ANSWER BASE KEY [OPENAPI]

Writes {"passed": [...], "failed": {check: why}, "validated": count}; with OpenAI's published document,
all that was sent and received is held against it."""
import io, json, sys, time, traceback

import httpx
import openai

answer, base, key = sys.argv[1:4]
document = sys.argv[4] if len(sys.argv) > 4 else None
heard = []


class Listening(httpx.HTTPTransport):
    """Keeps what was sent and received."""

    def handle_request(self, request):
        request.read()
        response = super().handle_request(request)
        response.read()
        heard.append((
            request.method, request.url.path, request.content, response.status_code,
            response.headers.get("content-type", ""), response.content))
        return response


def client(secret=key, **settings):
    return openai.OpenAI(
        base_url=base, api_key=secret, max_retries=settings.pop("max_retries", 0), timeout=30,
        http_client=httpx.Client(transport=Listening(), trust_env=False), **settings)


ours = client()
MODEL = "stand-in-1"
ASKED = [{"role": "system", "content": "Write plainly."},
         {"role": "user", "content": "Write about study rooms, opening hours and keys."}]
SCHEMA = {
    "type": "object", "additionalProperties": False, "required": ["title", "steps", "next", "kind"],
    "properties": {
        "title": {"type": "string"}, "kind": {"type": "string", "enum": ["how-to", "reference"]},
        "steps": {"type": "array", "items": {"$ref": "#/$defs/step"}},
        "next": {"anyOf": [{"$ref": "#/$defs/step"}, {"type": "null"}]}},
    "$defs": {"step": {
        "type": "object", "additionalProperties": False, "required": ["text", "minutes"],
        "properties": {"text": {"type": "string"}, "minutes": {"type": "integer", "minimum": 1}}}}}


def ask(model=MODEL, **more):
    return ours.chat.completions.create(model=model, messages=ASKED, **more)


def must_fail(kind, call, code=None):
    try:
        call()
    except kind as error:
        assert type(error) is kind, f"{type(error)} instead of {kind}"
        assert code is None or error.code == code, f"{error.code} instead of {code}"
        return error
    raise AssertionError(f"no {kind.__name__}")


def check_models():
    listed = {model.id: model for model in ours.models.list()}
    assert MODEL in listed and listed["stand-in-old"].to_dict()["shutdown_date"] == "2026-12-31"
    assert ours.models.retrieve(MODEL).owned_by == "stand-in"
    must_fail(openai.NotFoundError, lambda: ours.models.retrieve("no-such"), "model_not_found")


def check_chat():
    reply = ask(n=3, temperature=0.5, seed=7)
    assert [choice.index for choice in reply.choices] == [0, 1, 2]
    assert len({choice.message.content for choice in reply.choices}) == 3
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens
    assert reply._request_id and reply.model.startswith(MODEL)
    again = ask(n=3, temperature=0.5, seed=7)
    assert [c.message.content for c in again.choices] == [c.message.content for c in reply.choices]
    assert ask(seed=8).choices[0].message.content != reply.choices[0].message.content
    said = ask(logprobs=True).choices[0]
    assert said.message.content == ask().choices[0].message.content
    assert "".join(token.token for token in said.logprobs.content) == said.message.content
    assert all(token.logprob <= 0 for token in said.logprobs.content)
    streamed = [
        token.logprob for chunk in ask(stream=True, logprobs=True) if chunk.choices
        for token in (chunk.choices[0].logprobs.content if chunk.choices[0].logprobs else [])]
    assert streamed == [token.logprob for token in said.logprobs.content]
    short = ask(max_completion_tokens=3).choices[0]
    assert short.finish_reason == "length" and len(short.message.content.split()) <= 3


def check_headers():
    raw = ours.chat.completions.with_raw_response.create(model=MODEL, messages=ASKED)
    for name in ["x-request-id", "openai-processing-ms", "x-ratelimit-remaining-requests",
                 "x-ratelimit-reset-requests", "x-ratelimit-limit-tokens"]:
        assert raw.headers.get(name), name


def check_structured_output():
    format = {"type": "json_schema", "json_schema": {"name": "page", "strict": True, "schema": SCHEMA}}
    value = json.loads(ask(response_format=format).choices[0].message.content)
    import jsonschema
    jsonschema.validate(value, SCHEMA)
    loose = {**SCHEMA, "required": ["title"]}
    format["json_schema"]["schema"] = loose
    must_fail(openai.BadRequestError, lambda: ask(response_format=format), "invalid_json_schema")
    assert isinstance(
        json.loads(ask(response_format={"type": "json_object"}).choices[0].message.content), dict)


def check_stream():
    whole = ask(n=2)
    texts, finishes, usage = ["", ""], {}, None
    for chunk in ask(n=2, stream=True, stream_options={"include_usage": True}):
        usage = chunk.usage or usage
        for choice in chunk.choices:
            texts[choice.index] += choice.delta.content or ""
            if choice.finish_reason:
                finishes[choice.index] = choice.finish_reason
    assert texts == [choice.message.content for choice in whole.choices]
    assert finishes == {0: "stop", 1: "stop"} and usage == whole.usage
    assert all(chunk.usage is None for chunk in ask(stream=True))
    with ours.chat.completions.stream(model=MODEL, messages=ASKED) as stream:
        final = stream.get_final_completion()
    assert final.choices[0].message.content == texts[0]
    torn = "".join(
        chunk.choices[0].delta.content or "" for chunk in ask("torn-stream", stream=True) if chunk.choices)
    assert torn == texts[0]


def check_responses():
    reply = ours.responses.create(model=MODEL, input=ASKED)
    assert reply.status == "completed" and reply.output_text.startswith("# ")
    assert reply.usage.total_tokens > 0 and reply.error is None
    plain = ours.responses.create(model=MODEL, instructions="Write plainly.", input=ASKED[1]["content"])
    assert plain.output_text == reply.output_text
    short = ours.responses.create(model=MODEL, input=ASKED, max_output_tokens=16)
    assert short.status == "incomplete" and short.incomplete_details.reason == "max_output_tokens"
    format = {"type": "json_schema", "name": "page", "strict": True, "schema": SCHEMA}
    shaped = ours.responses.create(model=MODEL, input=ASKED, text={"format": format})
    assert set(json.loads(shaped.output_text)) == set(SCHEMA["properties"])
    refused = ours.responses.create(model="fault-refusal", input=ASKED)
    assert refused.output[0].content[0].type == "refusal"


def check_responses_stream():
    whole = ours.responses.create(model=MODEL, input=ASKED)
    text, kinds = "", []
    for event in ours.responses.create(model=MODEL, input=ASKED, stream=True):
        kinds.append(event.type)
        if event.type == "response.output_text.delta":
            text += event.delta
    assert text == whole.output_text
    assert kinds[0] == "response.created" and kinds[-1] == "response.completed"
    with ours.responses.stream(model=MODEL, input=ASKED) as stream:
        for _ in stream:
            pass
        assert stream.get_final_response().output_text == text
    last = list(ours.responses.create(
        model=MODEL, input=ASKED, stream=True, max_output_tokens=16))[-1]
    assert last.type == "response.incomplete"


def file_of(lines, name="requests.jsonl"):
    text = "".join(json.dumps(line) + "\n" for line in lines)
    return ours.files.create(file=(name, text.encode()), purpose="batch")


def lines(count, model=MODEL, url="/v1/chat/completions"):
    turns = "input" if url.endswith("responses") else "messages"
    return [{"custom_id": f"line-{number}", "method": "POST", "url": url, "body": {
        "model": model, turns: [{"role": "user", "content": f"Write about room {number}."}]}}
        for number in range(count)]


def check_files():
    made = file_of(lines(3))
    assert made.purpose == "batch" and made.filename == "requests.jsonl"
    assert ours.files.retrieve(made.id).bytes == made.bytes
    assert len(ours.files.content(made.id).content) == made.bytes
    other = ours.files.create(
        file=("é.txt", bytes(range(256)) * 9), purpose="user_data",
        expires_after={"anchor": "created_at", "seconds": 3600})
    assert ours.files.content(other.id).content == bytes(range(256)) * 9
    assert other.expires_at == other.created_at + 3600
    assert {made.id, other.id} <= {file.id for file in ours.files.list(limit=1)}
    assert made.id not in {file.id for file in ours.files.list(purpose="user_data")}
    assert ours.files.delete(made.id).deleted
    must_fail(openai.NotFoundError, lambda: ours.files.retrieve(made.id))
    must_fail(openai.BadRequestError, lambda: file_of(lines(1), name="requests.txt"))


def check_uploads():
    data = "".join(json.dumps(line) + "\n" for line in lines(40)).encode()
    done = ours.uploads.upload_file_chunked(
        file=data, filename="big.jsonl", bytes=len(data), mime_type="application/jsonl",
        purpose="batch", part_size=1000)
    assert done.status == "completed" and ours.files.content(done.file.id).content == data
    other = ours.uploads.create(
        filename="a.jsonl", purpose="batch", bytes=5, mime_type="application/jsonl")
    part = ours.uploads.parts.create(other.id, data=b"abc")
    must_fail(openai.BadRequestError, lambda: ours.uploads.complete(other.id, part_ids=[part.id]))
    assert ours.uploads.cancel(other.id).status == "cancelled"


def run_batch(requests, fault=None, endpoint="/v1/chat/completions"):
    metadata = {"desk": "sample", **({"stand-in": fault} if fault else {})}
    batch = ours.batches.create(
        input_file_id=file_of(requests).id, endpoint=endpoint, completion_window="24h",
        metadata=metadata)
    walk = [batch.status]
    while batch.status not in ("completed", "failed", "expired", "cancelled"):
        batch = ours.batches.retrieve(batch.id)
        walk.append(batch.status)
    assert batch.metadata["desk"] == "sample"
    return batch, walk


def rows(file):
    return [json.loads(line) for line in ours.files.content(file).text.splitlines()] if file else []


def check_batches():
    batch, walk = run_batch(lines(6))
    assert walk == ["validating", "in_progress", "finalizing", "completed"], walk
    assert batch.request_counts.to_dict() == {"total": 6, "completed": 6, "failed": 0}
    assert batch.usage.total_tokens > 0 and batch.error_file_id is None
    direct = ours.chat.completions.create(**lines(6)[2]["body"])
    row = rows(batch.output_file_id)[2]
    assert row["custom_id"] == "line-2" and row["error"] is None
    body = row["response"]["body"]
    assert body["choices"][0]["message"]["content"] == direct.choices[0].message.content
    assert batch.id in {found.id for found in ours.batches.list(limit=1)}
    responses, _ = run_batch(lines(2, url="/v1/responses"), endpoint="/v1/responses")
    assert rows(responses.output_file_id)[0]["response"]["body"]["object"] == "response"
    cancelled = ours.batches.create(
        input_file_id=file_of(lines(4)).id, endpoint="/v1/chat/completions", completion_window="24h")
    assert ours.batches.cancel(cancelled.id).status == "cancelling"
    assert ours.batches.retrieve(cancelled.id).status == "cancelled"


def check_batch_faults():
    def codes(requests):
        batch, _ = run_batch(requests)
        assert batch.status == "failed"
        return [(error.code, error.line) for error in batch.errors.data]

    assert codes([]) == [("empty_file", None)]
    assert codes([lines(1)[0]] * 2) == [("duplicate_custom_id", 2)]
    assert codes(lines(1) + [{**lines(2)[1], "url": "/v1/responses"}]) == [("url_mismatch", 2)]
    assert codes(lines(1) + lines(2, model="stand-in-2")[1:]) == [("model_mismatch", 2)]
    assert codes([{"method": "POST"}]) == [("missing_required_parameter", 1)]
    half, _ = run_batch(lines(4), "half-expired")
    assert half.status == "expired" and len(rows(half.output_file_id)) == 2
    assert [row["error"]["code"] for row in rows(half.error_file_id)] == ["batch_expired"] * 2
    none, _ = run_batch(lines(4), "all-failed")
    assert none.status == "completed" and none.output_file_id is None
    assert none.request_counts.failed == 4 and len(rows(none.error_file_id)) == 4
    assert len(rows(run_batch(lines(4), "duplicate-id")[0].output_file_id)) == 5
    assert len(rows(run_batch(lines(4), "missing-id")[0].output_file_id)) == 3
    assert "nobody-asked" in {
        row["custom_id"] for row in rows(run_batch(lines(4), "unknown-id")[0].output_file_id)}
    shuffled = [row["custom_id"] for row in rows(run_batch(lines(9), "shuffled")[0].output_file_id)]
    assert shuffled != sorted(shuffled) and len(set(shuffled)) == 9
    failed, _ = run_batch(lines(2, model="fault-422"))
    assert [row["response"]["status_code"] for row in rows(failed.error_file_id)] == [422, 422]
    tokens, _ = run_batch(lines(4), "too-many-tokens")
    assert tokens.errors.data[0].code == "token_limit_exceeded"


def examples(count):
    line = {"messages": [*ASKED, {"role": "assistant", "content": "Here."}]}
    data = "".join(json.dumps(line) + "\n" for _ in range(count)).encode()
    return ours.files.create(file=("examples.jsonl", io.BytesIO(data)), purpose="fine-tune").id


def tune(fault="none", count=12, **more):
    file = examples(count)
    return ours.fine_tuning.jobs.create(
        model=MODEL, training_file=file, validation_file=file, seed=7, suffix="voice",
        metadata={"stand-in": fault, "run": "abc"}, **more)


def look(job, until):
    for _ in range(100):
        job = ours.fine_tuning.jobs.retrieve(job.id)
        if job.status in until:
            return job
    raise AssertionError(f"the job stays {job.status}")


def check_tuning():
    method = {"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 2, "batch_size": "auto"}}}
    begun = tune(method=method)
    assert begun.status == "validating_files" and begun.hyperparameters.n_epochs == 2
    seen = [begun.status]
    job = begun
    while job.status not in ("succeeded", "failed"):
        job = ours.fine_tuning.jobs.retrieve(begun.id)
        seen.append(job.status)
    assert [*dict.fromkeys(seen)] == ["validating_files", "queued", "running", "succeeded"], seen
    assert job.fine_tuned_model.startswith(f"ft:{MODEL}:stand-in:voice:") and job.trained_tokens > 0
    events = list(ours.fine_tuning.jobs.list_events(job.id, limit=3))
    assert len({event.id for event in events}) == len(events) == 19
    assert events[-1].message.startswith("Created") and "completed" in events[0].message
    steps = [event.data["step"] for event in reversed(events) if event.type == "metrics"]
    assert steps == list(range(1, 11))
    points = list(ours.fine_tuning.jobs.checkpoints.list(job.id, limit=2))
    assert [point.step_number for point in points] == [10, 8, 4]
    assert points[0].metrics.full_valid_loss < points[2].metrics.full_valid_loss
    rows = ours.files.content(job.result_files[0]).text.splitlines()
    assert rows[0].startswith("step,train_loss") and len(rows) == 11
    assert ours.files.retrieve(job.result_files[0]).purpose == "fine-tune-results"
    preference = {"type": "dpo", "dpo": {"hyperparameters": {"beta": 0.2}}}
    assert tune(method=preference).method.dpo.hyperparameters.beta == 0.2
    listed = [one.id for one in ours.fine_tuning.jobs.list(limit=1, metadata={"run": "abc"})]
    assert job.id in listed and len(listed) == 2
    assert not list(ours.fine_tuning.jobs.list(metadata={"run": "other"}))


def check_tuning_stopped():
    job = look(tune(), ["running"])
    paused = ours.fine_tuning.jobs.pause(job.id)
    assert paused.status == "paused"
    assert ours.fine_tuning.jobs.retrieve(job.id).status == "paused"
    assert ours.fine_tuning.jobs.resume(job.id).status == "running"
    ended = ours.fine_tuning.jobs.cancel(job.id)
    assert ended.status == "cancelled" and ended.finished_at and ended.fine_tuned_model is None
    for call in [ours.fine_tuning.jobs.cancel, ours.fine_tuning.jobs.pause, ours.fine_tuning.jobs.resume]:
        must_fail(openai.BadRequestError, lambda: call(job.id), "invalid_job_status")
    few = look(tune(count=9), ["failed"])
    assert few.error.code == "invalid_training_file" and "10 examples" in few.error.message
    lost = look(tune("fails-midway"), ["failed"])
    assert lost.error.code == "server_error"
    must_fail(openai.NotFoundError, lambda: ours.fine_tuning.jobs.retrieve("ftjob-none"))
    for wrong in [{"model": "no-such", "training_file": examples(10)},
                  {"model": MODEL, "training_file": "file-none"}]:
        must_fail(openai.BadRequestError, lambda: ours.fine_tuning.jobs.create(**wrong))
    must_fail(openai.BadRequestError, lambda: tune(
        method={"type": "supervised", "supervised": {"hyperparameters": {"n_epochs": 51}}}))


def check_evals():
    check = {"type": "string_check", "name": "same", "input": "{{sample.output_text}}",
             "reference": "{{item.answer}}", "operation": "eq"}
    made = [ours.evals.create(
        name=name, testing_criteria=[check],
        data_source_config={"type": "custom", "item_schema": {"type": "object"}}) for name in "abc"]
    assert [one.name for one in ours.evals.list(limit=2)] == ["a", "b", "c"]
    assert ours.evals.retrieve(made[1].id).testing_criteria[0].operation == "eq"


def check_errors():
    classes = {
        "fault-401": openai.AuthenticationError, "fault-403": openai.PermissionDeniedError,
        "fault-404": openai.NotFoundError, "no-such-model": openai.NotFoundError,
        "fault-409": openai.ConflictError, "fault-422": openai.UnprocessableEntityError,
        "fault-429-rate": openai.RateLimitError, "fault-429-quota": openai.RateLimitError,
        "fault-500": openai.InternalServerError, "fault-503": openai.InternalServerError,
        "fault-hang-up": openai.APIConnectionError, "fault-cut": openai.APIConnectionError}
    for model, kind in classes.items():
        must_fail(kind, lambda: ask(model))
    must_fail(openai.RateLimitError, lambda: ask("fault-429-quota"), "insufficient_quota")
    stranger = client("sk-wrong-key-that-nobody-gave")
    error = must_fail(openai.AuthenticationError, lambda: stranger.models.list(), "invalid_api_key")
    assert "sk-wrong-key-that-nobody-gave" not in str(error)
    for wrong in [{"n": 0}, {"temperature": 3}, {"extra_body": {"colour": "red"}}]:
        must_fail(openai.BadRequestError, lambda: ask(**wrong))
    must_fail(openai.BadRequestError, lambda: ours.chat.completions.create(model=MODEL, messages=[]))


def check_finishes():
    refused = ask("fault-refusal").choices[0].message
    assert refused.refusal and refused.content is None
    assert ask("fault-filter").choices[0].finish_reason == "content_filter"
    assert ask("fault-truncated").choices[0].finish_reason == "length"
    assert len(ask("fault-one-choice", n=3).choices) == 1
    from pydantic import BaseModel

    class Headline(BaseModel):
        title: str

    def parse(model):
        return lambda: ours.chat.completions.parse(
            model=model, messages=ASKED, response_format=Headline)
    assert parse(MODEL)().choices[0].message.parsed.title
    must_fail(openai.LengthFinishReasonError, parse("fault-truncated"))
    must_fail(openai.ContentFilterFinishReasonError, parse("fault-filter"))
    cut = must_fail(openai.APIError, lambda: list(ask("fault-stream-error", stream=True)))
    assert "in the stream" in str(cut)


def check_retries():
    patient = client(max_retries=2)
    control = base.removesuffix("/v1") + "/_stand-in"
    post = lambda path, **more: httpx.post(f"{control}/{path}", trust_env=False, **more)
    post("forget")
    post("script", json={"faults": ["fault-429-short", "fault-409"]})
    reply = patient.chat.completions.create(
        model=MODEL, messages=ASKED, extra_headers={"Idempotency-Key": "once"})
    post("script", json={"faults": []})
    again = ours.chat.completions.create(
        model=MODEL, messages=ASKED, extra_headers={"Idempotency-Key": "once"})
    assert reply.id == again.id
    counted = httpx.get(f"{control}/calls", trust_env=False).json()
    assert counted["received"] == 4 and counted["answered"] == 1, counted
    assert counted["replayed"] == 1 and counted["failed"] == 2, counted


passed, failed = [], {}
for name, check in [(name, check) for name, check in list(globals().items()) if name.startswith("check_")]:
    try:
        check()
        passed.append(name.removeprefix("check_"))
    except Exception:
        failed[name.removeprefix("check_")] = traceback.format_exc()[-2000:]

validated = 0
if document:
    from published import Published

    published = Published(document)
    for exchange in heard:
        if exchange[4].startswith(("application/json", "text/event-stream")):
            published.exchange(*exchange)
    validated = published.checked
    if published.faults:
        failed["the published document"] = "\n".join(sorted(set(published.faults))[:20])
with open(answer, "w", encoding="utf-8") as file:
    json.dump({"passed": passed, "failed": failed, "validated": validated}, file)
