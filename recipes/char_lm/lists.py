"""Lists of names: their files, settings and split."""

import random
from typing import NamedTuple

from keras_seqzoo.data import fetch, read_plain


class NameList(NamedTuple):
    """A list of names and what its model is like.

    `data` is the entry of the card.
    """

    file: str
    title: str
    settings: dict
    training: dict
    data: dict
    limits: tuple


NAMES = NameList(
    file="lm/names/names.txt",
    title="first names",
    settings={"embedding_dim": 32, "units": 256, "num_layers": 1, "dropout": 0.3},
    training={
        "epochs": 10,
        "batch_size": 16,
        "sequence_length": 64,
        "learning_rate": 4e-3,
    },
    data={
        "name": "names.txt of makemore (US Social Security Administration)",
        "licence": "public domain; the list MIT",
        "url": "https://github.com/karpathy/makemore",
    },
    limits=("Names given in the USA; others are hardly among them.",),
)
DINOSAURS = NameList(
    file="lm/dinos/dinos.txt",
    title="dinosaur names",
    settings={"embedding_dim": 24, "units": 96, "num_layers": 1, "dropout": 0.3},
    training={"epochs": 60, "batch_size": 8, "sequence_length": 48},
    data={
        "name": "dinos.txt, a list of 1,536 names of genera",
        "licence": "none stated",
        "url": "https://github.com/chadlohrli/sequence-models",
    },
    limits=(
        "The list of names states no licence; it is not part of the preset.",
        "Learnt from 1,400 names alone.",
    ),
)
LISTS = {"names": NAMES, "dinosaurs": DINOSAURS}


def split(names, seed=1):
    """Returns the parts of a list, as a dict of lists without repeated names.

    The names are shuffled; 90 % are `train`, 5 % `dev`, 5 % `test`.
    """
    names = shuffled(names, seed)
    border, half = int(0.9 * len(names)), int(0.95 * len(names))
    return {
        "train": names[:border],
        "dev": names[border:half],
        "test": names[half:],
    }


def shuffled(names, seed):
    """Returns the distinct names in lower case, in the order of a seed."""
    names = sorted({name.lower() for name in names if name})
    random.Random(seed).shuffle(names)
    return names


def read(name_list, path=None):
    """Returns the names of a list, from its own file or another one."""
    return read_plain(path or fetch(name_list.file)).split()
