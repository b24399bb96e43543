"""What the local trainers share: the run folder, the plan, chats and their masks, batches, checkpoints.

Nothing here needs a GPU or picks a framework, but for `torch_side`, which the two that use PyTorch share.
"""
