"""What differs between the Keras backends."""

import keras

BACKEND = keras.backend.backend()

# With PyTorch, `jit_compile=True` asks for its own compiler, which Keras does not promise.
JIT = [False] if BACKEND == "torch" else [False, True]
