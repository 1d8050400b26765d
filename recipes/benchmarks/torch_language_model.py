"""The same language model in PyTorch: one training step."""

import torch


class LanguageModel(torch.nn.Module):
    def __init__(self, size, width, units, layers):
        super().__init__()
        self.embedding = torch.nn.Embedding(size, width)
        self.lstm = torch.nn.LSTM(width, units, layers, batch_first=True)
        self.logits = torch.nn.Linear(units, size)

    def forward(self, tokens):
        return self.logits(self.lstm(self.embedding(tokens))[0])


def torch_step(size, width, units, layers, batch, clip):
    """A function that runs a training step on a batch `(inputs, targets)`."""
    inputs, targets = (torch.from_numpy(part).long() for part in batch)
    model = LanguageModel(size, width, units, layers)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    loss_of = torch.nn.CrossEntropyLoss()

    def step():
        optimizer.zero_grad()
        loss = loss_of(model(inputs).flatten(0, 1), targets.flatten())
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), clip)
        optimizer.step()
        return float(loss)

    return step
