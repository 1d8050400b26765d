"""The checkpoint of a language model's training: what it holds and whose it is."""

from pathlib import Path

from keras_seqzoo.configuration import told_apart
from keras_seqzoo.training.checkpoint import (
    assign,
    digest,
    load_checkpoint,
    save_checkpoint,
)
from keras_seqzoo.training.language_model_progress import Progress

CHECKPOINT = Path("checkpoint") / "state.npz"


class LanguageModelCheckpoint:
    """Saves and restores a `LanguageModelTrainer`.

    Args:
        trainer: The trainer.
        out: Folder of the run, or `None` for no checkpoint.
        identity: String that tells the model from others.
    """

    def __init__(self, trainer, out, identity):
        self.trainer = trainer
        self.path = None if out is None else Path(out) / CHECKPOINT
        self.run = {
            "settings": told_apart(trainer.settings),
            "texts": digest([trainer.streams.ids, trainer.dev_ids]),
            "model": identity,
        }

    def save(self):
        """Writes all that the next window starts from."""
        if self.path is None:
            return
        groups = {
            **self.variables(),
            "states": self.trainer.states,
            "best": self.trainer.best_weights,
        }
        facts = {"run": self.run, "progress": self.trainer.progress.facts()}
        save_checkpoint(self.path, groups, facts)

    def variables(self):
        return {
            "network": self.trainer.network.variables,
            "optimizer": self.trainer.optimizer.variables,
        }

    def resume(self):
        """Goes back to the state of the checkpoint, if there is one.

        Raises:
            ValueError: If it is damaged or of another run.
        """
        if self.path is None or not self.path.exists():
            return
        groups, facts = load_checkpoint(self.path)
        self.check_same_run(facts.get("run", {}))
        for name, variables in self.variables().items():
            assign(variables, groups[name], name)
        self.trainer.states = groups["states"]
        self.trainer.best_weights = groups["best"]
        self.trainer.progress = Progress(**facts["progress"])

    def check_same_run(self, run):
        other = [name for name, value in self.run.items() if run.get(name) != value]
        if other:
            raise ValueError(
                f"{self.path} is of a run with other {' and '.join(other)}. "
                "Use the same, or another folder `out`."
            )
