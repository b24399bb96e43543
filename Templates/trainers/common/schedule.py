"""The learning rate of a step: warm-up, then linear, cosine or constant, as in Transformers."""
import math


def warmup_steps(plan, total):
    """How many steps the warm-up takes: `warmupShare` of all, rounded up."""
    return math.ceil(plan.hyperparameters.warmupShare * total)


def learning_rate(plan, step, total):
    """The learning rate of step 1...total."""
    peak, done, warmup = plan.hyperparameters.learningRate, step - 1, warmup_steps(plan, total)
    if done < warmup:
        return peak * done / warmup
    share = (done - warmup) / max(1, total - warmup)
    if plan.hyperparameters.schedule == "linear":
        return peak * max(0.0, 1 - share)
    if plan.hyperparameters.schedule == "cosine":
        return peak * max(0.0, 0.5 * (1 + math.cos(math.pi * share)))
    return peak
