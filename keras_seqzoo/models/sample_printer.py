"""Samples of a language model while it is trained."""

import keras


class SamplePrinter(keras.callbacks.Callback):
    """Prints what a model writes after each epoch.

    Args:
        lm: Object with `generate(prompt, length, seed=...)`.
        length: Number of tokens to write.
        prompt: The text to go on from.

    Example:

    >>> lm.fit(train, dev, callbacks=[SamplePrinter(lm, 200, "ROMEO:")])
    """

    def __init__(self, lm, length, prompt=""):
        super().__init__()
        self.lm = lm
        self.length = length
        self.prompt = prompt

    def on_epoch_end(self, epoch, logs=None):
        text = self.lm.generate(self.prompt, self.length, seed=epoch)
        print(f"{self.prompt}{text}", flush=True)
