"""A layer for each cell, under the cell's name."""

import inspect
from operator import attrgetter

import keras

from keras_seqzoo.cells import RecurrentCell
from keras_seqzoo.cells.config import arguments_of
from keras_seqzoo.layers.rnn import RNN

LAYER_ARGUMENTS = (
    "return_sequences",
    "return_state",
    "go_backwards",
    "stateful",
    "unroll",
    "zero_output_for_mask",
    "use_cudnn",
    "recurrence",
    "checkpoint_every",
    "activity_regularizer",
    "trainable",
    "name",
)


class CellLayer(RNN):
    """A recurrent layer that makes its own cell from its own arguments.

    The arguments of the cell are attributes of the layer too.

    Args:
        *args: Positional arguments of the cell.
        **kwargs: Arguments of `RNN` and of the cell.
    """

    cell_class = None

    def __init__(self, *args, **kwargs):
        own = {name: kwargs.pop(name) for name in LAYER_ARGUMENTS if name in kwargs}
        dtype = kwargs.pop("dtype", None)
        super().__init__(
            self.cell_class(*args, dtype=dtype, **kwargs), dtype=dtype, **own
        )

    def get_config(self):
        config = super().get_config()
        del config["cell"]
        return {**config, **cell_config(self.cell)}

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def cell_config(cell):
    """The arguments of a cell, without those that every Keras layer has."""
    common = ("name", "trainable", "dtype")
    return {k: v for k, v in cell.get_config().items() if k not in common}


def read_from_cell(cell_class):
    """A property for each argument of a cell, as Keras's layers have them."""
    classes = [c for c in cell_class.__mro__ if issubclass(c, RecurrentCell)]
    names = {n for c in classes if "__init__" in vars(c) for n in arguments_of(c)}
    return {name: property(attrgetter(f"cell.{name}")) for name in sorted(names)}


def layer_of(cell_class):
    """Makes the layer class of a cell class and registers it with Keras."""
    name = cell_class.__name__.removesuffix("Cell")
    summary = inspect.getdoc(cell_class) or ""
    layer = type(
        name,
        (CellLayer,),
        {
            **read_from_cell(cell_class),
            "cell_class": cell_class,
            "__doc__": f"{summary}\n\nThe layer takes the arguments of `RNN` too.",
            "__module__": "keras_seqzoo.layers.cell_layers",
        },
    )
    return keras.saving.register_keras_serializable(package="keras_seqzoo")(layer)
