"""How far the training of a language model is, and what it saw in this epoch."""

import dataclasses
from dataclasses import dataclass, field

import numpy as np


@dataclass
class Progress:
    """What a checkpoint keeps beside arrays.

    Attributes:
        epoch: Number of epochs that are over.
        window: Number of windows of the present epoch that are over.
        history: A dict for each epoch that is over.
        best: Lowest loss on the development text, or `None`.
        stopped: Whether a callback ended the training.
        losses: Loss of each window of the epoch.
        norms: Norm of each of its gradients.
        shares: Share of the entries of each that were clipped by value.
        seconds: Time of its windows.
    """

    epoch: int = 0
    window: int = 0
    history: list = field(default_factory=list)
    best: float | None = None
    stopped: bool = False
    losses: list = field(default_factory=list)
    norms: list = field(default_factory=list)
    shares: list = field(default_factory=list)
    seconds: float = 0.0

    def record(self, loss, norm, share, seconds):
        """Notes a window."""
        self.losses.append(loss)
        self.norms.append(norm)
        self.shares.append(share)
        self.seconds += seconds
        self.window += 1

    def summary(self, dev_loss, clip_norm, learning_rate):
        """Returns the dict of the epoch that is over."""
        return {
            "epoch": self.epoch + 1,
            "loss": float(np.mean(self.losses)),
            "dev_loss": dev_loss,
            "gradient_norm": float(np.mean(self.norms)),
            "clipped_share": float(np.mean(np.array(self.norms) > clip_norm)),
            "clipped_entries": float(np.mean(self.shares)),
            "learning_rate": learning_rate,
            "seconds": self.seconds,
        }

    def next_epoch(self, summary):
        """Returns where the next epoch begins."""
        loss = summary["dev_loss"]
        return Progress(
            epoch=self.epoch + 1,
            history=[*self.history, summary],
            best=loss if self.best is None else min(loss, self.best),
        )

    def facts(self):
        """Returns a JSON dict."""
        return dataclasses.asdict(self)


def describe(summary, epochs):
    """Returns an epoch in a line."""
    return (
        f"epoch {summary['epoch']}/{epochs}: loss {summary['loss']:.4f}, "
        f"dev {summary['dev_loss']:.4f}, clipped {summary['clipped_share']:.0%}, "
        f"gradient norm {summary['gradient_norm']:.2f}, {summary['seconds']:.0f} s"
    )
