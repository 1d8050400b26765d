"""PyTorch's LSTM in float32: a training step and inference on the same batch."""

import torch


def torch_functions(x, units):
    """`{("torch", "train"): f, ("torch", "infer"): f}` for a batch [B, T, D]."""
    x = torch.from_numpy(x).requires_grad_(True)
    lstm = torch.nn.LSTM(x.shape[-1], units, batch_first=True)

    def train():
        lstm.zero_grad()
        x.grad = None
        (lstm(x)[0] ** 2).sum().backward()

    def infer():
        with torch.no_grad():
            lstm(x)

    return {("torch", "train"): train, ("torch", "infer"): infer}
