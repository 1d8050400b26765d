"""Writing a task as a preset folder."""

import dataclasses
import json
from pathlib import Path

from keras_seqzoo import hub
from keras_seqzoo.configuration import to_dict
from keras_seqzoo.files import write_json, write_text
from keras_seqzoo.hub.folders import new_preset_folder
from keras_seqzoo.hub.pictures import pictures
from keras_seqzoo.hub.weights import count_parameters

GOLDEN = "golden.json"
RESULTS = "results.json"


def write_preset(task, folder, name, results, licence, data, about):
    """Writes all files of a preset, loads it back and only then puts it in place."""
    folder = Path(folder).absolute()
    name = name or folder.name
    about = {**about, "usage": about["usage"].replace("{name}", name)}
    with new_preset_folder(folder) as fresh:
        hub.save_weights(task.network, fresh / hub.WEIGHTS)
        write_keras_files(task.network, fresh)
        task.preprocessor.save(fresh)
        results = hub.check_results({**results, **measured(task.network, fresh)})
        write_json(fresh / RESULTS, results)
        write_pictures(fresh, results)
        manifest = hub.Manifest(
            architecture=task.architecture,
            config=to_dict(task.config),
            files={},
            name=name,
            licence=licence,
            data=[dict(item) for item in data],
            about={key: value for key, value in about.items() if value},
        )
        hub.write_manifest(fresh, manifest)
        write_golden(type(task).load(fresh), fresh)
        manifest = dataclasses.replace(manifest, files=hub.list_files(fresh))
        hub.write_manifest(fresh, manifest)
        write_text(fresh / "README.md", hub.card(dataclasses.asdict(manifest), results))
    return folder


def write_pictures(folder, results):
    """Writes the pictures of the card that the results have the numbers for."""
    for name, picture in pictures(results).items():
        write_text(folder / name, picture)


def measured(network, folder):
    """Returns the results that are known without an evaluation."""
    return {
        "parameters": count_parameters(network),
        "size_bytes": (folder / hub.WEIGHTS).stat().st_size,
    }


def write_keras_files(network, folder):
    """Writes `config.json` and `metadata.json`, so that Keras opens the folder too."""
    import keras

    config = keras.saving.serialize_keras_object(network)
    config["compile_config"] = None
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    write_json(folder / "metadata.json", {"keras_version": keras.__version__})


def write_golden(task, folder):
    """Writes inputs and the answers of the task as it is loaded from the files."""
    inputs = task.golden_inputs()
    write_json(folder / GOLDEN, {"inputs": inputs, "outputs": task.answer(inputs)})
