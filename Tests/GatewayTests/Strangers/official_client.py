"""Points OpenAI's official client at a gateway: official_client.py ANSWER BASE KEY

Writes {"passed": [...], "failed": {check: why}}. The gateway's aliases are those of OfficialClientTests."""
import asyncio, json, sys, traceback

import httpx
import openai

answer, base, key = sys.argv[1:4]
ASKED = [{"role": "user", "content": "Write about study rooms, opening hours and keys."}]


def client(secret=key, **settings):
    return openai.OpenAI(
        base_url=base, api_key=secret, max_retries=settings.pop("max_retries", 0), timeout=30,
        http_client=httpx.Client(trust_env=False), **settings)


ours = client()


def ask(model="house-voice", **more):
    return ours.chat.completions.create(model=model, messages=ASKED, **more)


def must_fail(kind, call, code=None):
    try:
        call()
    except kind as error:
        assert type(error) is kind, f"{type(error)} instead of {kind}"
        assert code is None or error.code == code, f"{error.code} instead of {code}"
        return error
    raise AssertionError(f"no {kind.__name__}")


def plain():
    found = ask()
    assert found.model == "stand-in-1-2026-01-01", found.model
    assert found.choices[0].finish_reason == "stop" and found.choices[0].message.content
    assert found.usage.completion_tokens > 0


def headers():
    found = ours.chat.completions.with_raw_response.create(model="house-voice", messages=ASKED)
    assert found.headers["x-colophon-backend"] == "good", found.headers
    assert found.headers["x-colophon-model"] == "stand-in-1"
    assert found.headers["x-request-id"].startswith("req_")


def streaming():
    chunks = list(ask(stream=True, stream_options={"include_usage": True}))
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    assert text == ask().choices[0].message.content
    assert chunks[-1].usage.total_tokens > 0


def responses():
    found = ours.responses.create(model="house-voice", input="Write about rooms.")
    assert found.status == "completed" and found.output_text


def streamed_responses():
    events = list(ours.responses.create(model="house-voice", input="Write about rooms.", stream=True))
    assert events[0].type == "response.created" and events[-1].type == "response.completed"
    text = "".join(event.delta for event in events if event.type == "response.output_text.delta")
    assert text == events[-1].response.output_text


def at_once():
    async def main():
        theirs = openai.AsyncOpenAI(
            base_url=base, api_key=key, max_retries=0, timeout=30,
            http_client=httpx.AsyncClient(trust_env=False))
        found = await asyncio.gather(*[
            theirs.chat.completions.create(model="house-voice", messages=ASKED, user=f"person-{number}")
            for number in range(32)])
        assert len({one.id for one in found}) == 32
    asyncio.run(main())


def models():
    names = sorted(model.id for model in ours.models.list())
    assert names == ["broken", "cut", "house-voice", "limited", "stalled"], names
    assert ours.models.retrieve("house-voice").id == "house-voice"


def unknown_alias():
    must_fail(openai.NotFoundError, lambda: ask("nobody"), "model_not_found")


def wrong_key():
    must_fail(
        openai.AuthenticationError,
        lambda: client("wrong").chat.completions.create(model="house-voice", messages=ASKED),
        "invalid_api_key")


def not_allowed():
    must_fail(openai.PermissionDeniedError, lambda: ask("secret"), "model_not_allowed")


def bad_request():
    must_fail(
        openai.BadRequestError,
        lambda: ours.chat.completions.create(model="house-voice", messages=[]))


def broken_backend():
    must_fail(openai.InternalServerError, lambda: ask("broken"), "backend_error")


def stalled_backend():
    error = must_fail(openai.InternalServerError, lambda: ask("stalled"), "backend_timeout")
    assert error.status_code == 504


def half_a_stream():
    must_fail(openai.APIError, lambda: list(ask("cut", stream=True)), "backend_error")
    must_fail(openai.APIError, lambda: list(ours.responses.create(
        model="cut", input="Write about rooms.", stream=True)), "backend_error")


def limited_backend():
    error = must_fail(openai.RateLimitError, lambda: ask("limited"), "backend_rate_limit")
    assert error.response.headers["retry-after"] == "1"


def leaves_early():
    with ask(stream=True) as stream:
        next(iter(stream))


passed, failed = [], {}
for check in [plain, headers, streaming, responses, streamed_responses, at_once, models, unknown_alias,
              wrong_key, not_allowed, bad_request, broken_backend, stalled_backend, half_a_stream,
              limited_backend, leaves_early]:
    try:
        check()
        passed.append(check.__name__)
    except BaseException:
        failed[check.__name__] = traceback.format_exc()[-1500:]
with open(answer, "w", encoding="utf-8") as file:
    json.dump({"passed": passed, "failed": failed}, file)
