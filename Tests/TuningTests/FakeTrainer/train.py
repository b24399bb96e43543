"""A trainer that learns nothing and follows the contract: train.py RUN-FOLDER.

What it does wrong is told by the plan's samples: "!die 5" (kill -9 of itself at step 5, once),
"!half 5" (the same in the middle of a line), "!quit 5" (exit without a word), "!fail CODE", "!hang 5",
"!wait 5" (until
there is a file "go" in the run's folder, or it is asked to end), "!deaf" (SIGTERM is ignored), "!fork" (leaves a child in a session of its own), "!linger" (does not go
after its last word), "!rubbish", "!flood", "!slow SECONDS" (of each step), "!steps COUNT", "!cut",
"!rise 6" (the loss rises after step 6), "!early 6" (the run ends early there, with the model of step 4).
"""
import datetime
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time

folder = sys.argv[1]
with open(os.path.join(folder, "config.json")) as file:
    config = json.load(file)
told = {}
prompts = []
for sample in config["samples"]:
    if sample.startswith("!"):
        name, _, value = sample[1:].partition(" ")
        told[name] = value
    else:
        prompts.append(sample)
events = open(os.path.join(folder, "events.jsonl"), "a")
is_asked = False


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat()


def say(event, **fields):
    events.write(json.dumps({"event": event, **fields}) + "\n")
    events.flush()


def ask(*_):
    global is_asked
    is_asked = True


signal.signal(signal.SIGTERM, signal.SIG_IGN if "deaf" in told else ask)
steps = int(told.get("steps", 10)) * config["hyperparameters"]["epochs"]
rate = config["hyperparameters"]["learningRate"]
with open(config["train"], "rb") as file:
    train = file.read()


def noise(step, what):
    text = f"{config['seed']} {step} {what} {hashlib.sha256(train).hexdigest()}"
    return int(hashlib.sha256(text.encode()).hexdigest()[:8], 16) / 2**32


def loss(step, what):
    # Best at a rate of 1e-4, and falling with the steps.
    import math
    distance = abs(math.log10(rate) + 4)
    rise = max(0, step - int(told.get("rise", 10**9)))
    return round(2 + distance + 3 / step + rise + 0.01 * noise(step, what), 6)


def once(what):
    """Whether this is the first time."""
    path = os.path.join(folder, f"{what}-was-done")
    if os.path.exists(path):
        return False
    open(path, "w").close()
    return True


def checkpoint(step):
    place = os.path.join(folder, "weights", f"step-{step}")
    os.makedirs(place + ".part", exist_ok=True)
    with open(os.path.join(place + ".part", "state.json"), "w") as file:
        json.dump({"step": step}, file)
    shutil.rmtree(place, ignore_errors=True)
    os.rename(place + ".part", place)
    say("checkpoint", step=step, folder=f"weights/step-{step}", isBest=True)
    for prompt in prompts:
        say("sample", step=step, prompt=prompt, text=f"answer <b>{step}</b> & more")


def end(status, step, reason=None, code=None, **more):
    say("end", at=now(), status=status, step=step, reason=reason, code=code, **more)
    if "linger" in told:
        time.sleep(600)
    sys.exit(1 if status == "failed" else 0)


done = 0
weights = os.path.join(folder, "weights")
if os.path.isdir(weights):
    names = [name for name in os.listdir(weights) if name.startswith("step-") and "." not in name]
    done = max([int(name[5:]) for name in names], default=0)
print("the trainer begins; the key is", os.environ.get("OPENAI_API_KEY"), flush=True)
say(
    "start", at=now(), trainer=os.environ.get("FAKE_NAME", "fake"),
    versions={"python": sys.version.split()[0]}, device="cpu", precision="float32", parameters=100,
    trainable=100, examples=train.count(b"\n"), tokens=1000, steps=steps,
    resumedFrom=done or None)
if "cut" in told:
    say("cut", line=3, file="train", tokens=800, kept=512)
    say("cut", line=4, file="train", tokens=900, kept=0)
if "fork" in told:
    subprocess.Popen(["sleep", "600"], start_new_session=True)
if "flood" in told:
    while True:
        events.write("x" * 1_000_000)
for step in range(done + 1, steps + 1):
    if told.get("hang") == str(step) and once("hang"):
        while not is_asked:
            time.sleep(0.05)
        end("cancelled", step - 1)
    while told.get("wait") == str(step) and not is_asked and not os.path.exists("go"):
        time.sleep(0.02)
    if told.get("die") == str(step) and once("die"):
        print("about to die\x07", flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
    if told.get("half") == str(step) and once("half"):
        events.write('{"event":"step","st')
        events.flush()
        os.kill(os.getpid(), signal.SIGKILL)
    if told.get("quit") == str(step) and once("quit"):
        sys.exit(0)
    if "fail" in told and step == 3:
        end("failed", step, "as it was told", told["fail"])
    if "rubbish" in told:
        events.buffer.write(b"Traceback \xff\xfe\n")
        events.buffer.write(b'{"event":"step","step":-1,"loss":1,"at":"2026-01-01T00:00:00Z"}\n')
        events.buffer.write(b'{"event":"step","step":1,"loss":NaN,"at":"2026-01-01T00:00:00Z"}\n')
        events.buffer.write(b"[" * 100_000 + b"\n" + b"[1]\n" + b"y" * 3_000_000 + b"\n")
        say("dance", step=step)
        say("checkpoint", step=step, folder="../../../etc", isBest=True)
    time.sleep(float(told.get("slow", 0)))
    say(
        "step", at=now(), step=step, epoch=step / steps, loss=loss(step, "train"),
        learningRate=rate * (1 - step / steps), gradientNorm=1.0, tokens=100,
        tokensPerSecond=100.0, memoryBytes=1_000_000)
    if config["validation"] and step % config["evaluationSteps"] == 0:
        say("evaluation", step=step, loss=loss(step, "validation"), perplexity=7.4)
    if step % config["checkpointSteps"] == 0:
        checkpoint(step)
    if told.get("early") == str(step):
        end("stopped-early", step, "it fell no more", finalStep=4)
    if is_asked:
        checkpoint(step)
        end("cancelled", step)
os.makedirs(os.path.join(weights, "final"), exist_ok=True)
end("completed", steps, finalStep=steps)
