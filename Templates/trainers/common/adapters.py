"""How PEFT writes a low-rank adapter, for the trainers that bring their own."""
import json


def tensor_name(layer, part):
    """The name of a layer's matrix: part A (rank, inputs) or B (outputs, rank)."""
    return f"base_model.model.{layer}.lora_{part}.weight"


def save_description(folder, plan, layers, is_turned):
    """Writes `adapter_config.json`. `is_turned`: the base's weights lie as (inputs, outputs)."""
    (folder / "adapter_config.json").write_text(json.dumps({
        "peft_type": "LORA", "task_type": "CAUSAL_LM", "base_model_name_or_path": str(plan.base),
        "r": plan.hyperparameters.loraRank, "lora_alpha": plan.hyperparameters.loraAlpha,
        "target_modules": sorted(layers), "lora_dropout": 0.0, "bias": "none",
        "fan_in_fan_out": is_turned}, indent=2) + "\n")
