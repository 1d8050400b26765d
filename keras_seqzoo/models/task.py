"""Tasks: a preprocessor, a network and a decoder behind one interface."""

from typing import Any

from keras_seqzoo import hub
from keras_seqzoo.models.publishing import publish_task
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.models.stored import StoredPreset
from keras_seqzoo.models.writing import write_preset


class Task:
    """Base of the task classes: what a preset becomes when it is loaded.

    A subclass sets `preprocessor_class` (with `save(folder)` and the class method
    `load(folder)`), and defines `golden_inputs` and `answer`, by which a preset proves
    anywhere that it still gives the answers it was published with. `pipeline_tag` (of
    the Hugging Face Hub) and `usage` (Python code, `{name}` is the preset) are for the
    card.

    Args:
        architecture: Name of an architecture in the registry.
        config: Its configuration.
        preprocessor: Object that turns text into tensors.
        network: The `keras.Model`; by default one with fresh weights.
    """

    preprocessor_class: Any = None
    pipeline_tag: str | None = None
    usage = ""

    def __init__(self, architecture, config, preprocessor=None, network=None):
        self.architecture = architecture
        self.config = config
        self.preprocessor = preprocessor
        found = get_architecture(architecture)
        self.check_task(found)
        self.network = network or found.build(config)

    def check_task(self, architecture):
        task_class = architecture.task_class()
        if not isinstance(self, task_class):
            raise ValueError(
                f"{architecture.name!r} is an architecture of {task_class.__name__}, "
                f"not of {type(self).__name__}. Use {task_class.__name__}."
            )

    @classmethod
    def from_preset(cls, handle, token=False):
        """Loads a preset.

        Args:
            handle: Name of a bundled preset, local folder or
                `"hf://owner/name[@revision]"`; see `keras_seqzoo.hub.resolve`.
            token: Access token for the Hub, `True` for the stored one.

        Returns:
            An instance of the task class of the preset: on `Task` any, on a subclass
            one of that class.

        Raises:
            ValueError: If there is no such preset, it is damaged or of another class.
            keras_seqzoo.hub.HubError: If the Hub does not give it.

        Example:

        >>> tagger = keras_seqzoo.NERTagger.from_preset("ner_bilstm_crf.open")
        """
        return cls.load(hub.resolve(handle, token=token))

    @classmethod
    def load(cls, folder):
        """Loads the preset in a folder whose files are already verified."""
        preset = StoredPreset(folder)
        cls.check_class(preset.task_class, preset.manifest)
        return preset.task

    @classmethod
    def vocabulary_sizes(cls, config):
        """Returns `{path: number of ids}` of the vocabularies of a preset.

        Each file is measured before the preprocessor reads it.
        """
        return {}

    @classmethod
    def check_class(cls, task_class, manifest):
        if not issubclass(task_class, cls):
            raise ValueError(
                f"The preset {manifest.name or manifest.architecture!r} holds a "
                f"{task_class.__name__}, not a {cls.__name__}. "
                f"Use {task_class.__name__}.from_preset or Task.from_preset."
            )

    def save_to_preset(
        self,
        folder,
        name=None,
        results=None,
        licence="",
        data=(),
        description="",
        languages=(),
        limits=(),
    ):
        """Writes a preset folder, whole or not at all.

        Weights are stored as float16; scores for `results` are best taken from the task
        as `from_preset` gives it back.

        Args:
            folder: Where to write; an existing preset there is replaced.
            name: Name of the preset, `architecture.tag`; by default that of the folder.
            results: Scores for `results.json`; its keys are in docs/presets.md.
            licence: SPDX identifier of the licence of the weights.
            data: `{"name", "licence", "url"}` of each dataset used.
            description: One or two sentences for the card.
            languages: Language codes, such as `["en"]`.
            limits: Sentences on what the preset is not good for and on known biases.

        Returns:
            The folder as a `pathlib.Path`.

        Raises:
            ValueError: If the folder holds something else than a preset, an argument
                has the wrong form, or the preset would not load again.
        """
        about = {
            "description": description,
            "languages": listed("languages", languages),
            "limits": listed("limits", limits),
            "pipeline_tag": self.pipeline_tag,
            "usage": self.usage,
        }
        return write_preset(self, folder, name, results or {}, licence, data, about)

    def push_to_hub(self, repository, private=False, tag=None, token=None, **preset):
        """Publishes the task on the Hugging Face Hub as one commit.

        It is written as a preset, loaded back and compared with its own answers first.
        Content that is there already makes no commit; a commit that somebody else made
        meanwhile is reported, never overwritten.

        Args:
            repository: `"owner/name"`; it is made if need be.
            private: Whether the repository is private.
            tag: Name of this version; by default the next of `v1`, `v2`, …
            token: Access token; by default the one of `hf auth login` or `HF_TOKEN`.
            **preset: Arguments of `save_to_preset` for results, licence and card.

        Returns:
            A `keras_seqzoo.hub.Publication`: repository, commit, tag and files.

        Raises:
            ValueError: If the preset does not give its own answers again, an argument
                has the wrong form or the repository holds something else.
            keras_seqzoo.hub.HubError: If the Hub does not take it.

        Example:

        >>> tagger.push_to_hub("owner/name", licence="CC-BY-4.0", private=True)
        """
        return publish_task(self, repository, private, tag, token, preset)

    def golden_inputs(self):
        """Returns JSON inputs on which `answer` shows that the network works."""
        raise NotImplementedError(f"{type(self).__name__} must define golden_inputs.")

    def answer(self, inputs):
        """Returns the JSON outputs of the task for JSON inputs."""
        raise NotImplementedError(f"{type(self).__name__} must define answer.")


def listed(name, values):
    """Returns a list of `str`; a single `str` would become its letters."""
    if isinstance(values, str):
        raise ValueError(f"`{name}` must be a list of str. Received: {values!r}")
    return list(values)
