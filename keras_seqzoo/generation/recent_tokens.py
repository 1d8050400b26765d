"""The tokens that a text was continued from last."""

import numpy as np

RECENT = 256
NONE = -1


class RecentTokens:
    """The last 256 tokens of texts that grow side by side.

    Args:
        texts: List of integer arrays, the tokens so far of each text.
    """

    def __init__(self, texts):
        last = [np.asarray(tokens, int)[-RECENT:] for tokens in texts]
        self.buffer = np.full((len(texts), 4 * RECENT), NONE)
        for row, tokens in zip(self.buffer, last, strict=True):
            row[RECENT - len(tokens) : RECENT] = tokens
        self.end = RECENT
        self.count = max(map(len, last), default=0)

    def array(self):
        """Integers [B, N], -1 before the first; valid until the next `add`."""
        return self.buffer[:, self.end - self.count : self.end]

    def add(self, tokens):
        """Appends a token [B] to each text."""
        if self.end == self.buffer.shape[1]:
            self.buffer[:, :RECENT] = self.buffer[:, -RECENT:]
            self.end = RECENT
        self.buffer[:, self.end] = tokens
        self.end += 1
        self.count = min(self.count + 1, RECENT)

    def keep(self, rows):
        """Goes on with some of the texts."""
        self.buffer = self.buffer[rows]
