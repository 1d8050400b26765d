"""What differs between the Keras backends."""

import keras

BACKEND = keras.backend.backend()

# With PyTorch `jit_compile=True` asks for a compiler that Keras does not promise.
JIT = [False] if BACKEND == "torch" else [False, True]
