"""The tasks of the command line and the presets that serve them."""

from keras_seqzoo.cli.errors import MISSING_PRESET, USAGE, CommandError, exit_code
from keras_seqzoo.cli.quiet import import_keras_quietly

CLASSES = {
    "ner": "NERTagger",
    "sentiment": "SentimentClassifier",
    "char-lm": "CharLM",
    "word-lm": "WordLM",
}
LIGHT_CLASSES = {"ner": "Tagger", "sentiment": "Classifier"}
ARCHITECTURES = {
    "ner": "ner_bilstm_crf",
    "sentiment": "sentiment_bilstm",
    "char-lm": "char_lm_lstm",
    "word-lm": "word_lm_awd",
}
DEFAULTS = (
    "char_lm_lstm.shakespeare",
    "ner_bilstm_crf.open",
    "sentiment_bilstm.mr",
)
ONLY_FOR = {
    "label": ("sentiment",),
    "text": ("sentiment",),
    "ratings": ("sentiment",),
    "transfer": ("sentiment",),
    "pretrain": ("sentiment",),
    "word_column": ("ner",),
    "tag_column": ("ner",),
    "prefix": ("ner",),
    "documents": ("char-lm",),
    "samples": ("char-lm", "word-lm"),
    "length": ("char-lm", "word-lm"),
    "dynamic": ("char-lm", "word-lm"),
    "calibrate": ("ner", "sentiment"),
    "strategy": ("ner", "sentiment"),
}
LANGUAGE_MODELS = ("char-lm", "word-lm")


def check_options(task, names):
    """Refuses options that are for other tasks."""
    for name in names:
        if task not in (wanted := ONLY_FOR.get(name, (task,))):
            option, others = name.replace("_", "-"), " and ".join(wanted)
            raise CommandError(f"--{option} is for {others}, not for {task}", USAGE)


def bundled(task):
    """Returns the names of the bundled presets of a task."""
    from keras_seqzoo.models import list_presets

    return list_presets(f"{ARCHITECTURES[task]}.*")


def default_preset(task):
    """Returns the bundled preset that a task uses when none is named.

    Raises:
        CommandError: If none is bundled.
    """
    if names := bundled(task):
        return next((name for name in DEFAULTS if name in names), names[0])
    raise CommandError(
        f"no preset for {task} is bundled; name one with --preset", MISSING_PRESET
    )


def load(task, preset=None, login=False):
    """Loads a preset as the class of a task, by default the bundled one.

    `login` reads a preset of the Hub with the stored token.
    """
    import keras_seqzoo

    task_class = getattr(keras_seqzoo, CLASSES[task])
    return load_as(task_class, preset or default_preset(task), login)


def load_light(task, preset=None, login=False):
    """Loads what answers without Keras if the preset allows, else the task."""
    from keras_seqzoo import hub, runtime

    handle = preset or default_preset(task)
    with exit_code(MISSING_PRESET, ValueError, OSError):
        folder = hub.resolve(handle, token=login)
        manifest = hub.read_manifest(folder)
        if runtime.supports(manifest.architecture, manifest.config):
            return getattr(runtime, LIGHT_CLASSES[task]).load(folder)
    import_keras_quietly()
    return load(task, handle, login)


def load_any(preset, login=False):
    """Loads a preset of whichever task."""
    from keras_seqzoo.models import Task

    return load_as(Task, preset, login)


def load_language_model(preset=None, login=False):
    """Loads a preset that writes, by default the bundled one over characters."""
    from keras_seqzoo.models.language_model import LanguageModel

    return load_as(LanguageModel, preset or default_preset("char-lm"), login)


def load_as(task_class, preset, login):
    with exit_code(MISSING_PRESET, ValueError, OSError):
        return task_class.from_preset(preset, token=login)


def task_of(architecture):
    """Returns the name of the task of an architecture, its own name if unknown."""
    for task, known in ARCHITECTURES.items():
        if architecture.startswith(known.rpartition("_")[0]):
            return task
    return architecture
