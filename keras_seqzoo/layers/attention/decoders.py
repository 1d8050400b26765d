"""Decoders with attention."""

import keras

from keras_seqzoo.layers.attention.decoder import Decoder
from keras_seqzoo.layers.attention.steps import ContextFeeding, InputFeeding


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class AttentionDecoder(Decoder):
    r"""A cell over inputs that attends to a memory, with input feeding.

    $$h_t, s_t = \mathrm{cell}([x_t; \tilde h_{t-1}], s_{t-1}) \qquad
      c_t, \alpha_t = \mathrm{attention}(h_t, m)$$
    $$\tilde h_t = \tanh(W_c [h_t; c_t])$$

    The outputs are the attentional vectors $\tilde h_t$; the one before the first step
    is zero. Any attention of the package may be used.

    Weights: those of the cell, those of the attention, then `attention_kernel` [H + M,
    A], which is $W_c^\top$.

    Args:
        cell: A recurrent cell of this package or of Keras, without dropout; several
            ones as `keras.layers.StackedRNNCells`.
        attention: `BahdanauAttention`, `LuongAttention` or `DotAttention`.
        attention_size: Size A of the attentional vector, by default that of the outputs
            of the cell, H.
        attention_activation: What is taken of $W_c [h_t; c_t]$.
        return_alignments: Whether to return the alignments too.
        return_state: Whether to return the final states too.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        inputs: Tensor [B, T, D].
        memory: Tensor [B, S, M], such as the outputs of an encoder.
        memory_mask: Boolean tensor [B, S], true at real steps; by default all are. A
            row of padding alone gives a zero context.
        initial_state: List of start states: those of the cell, such as the final states
            of an encoder, or all that the decoder returns. By default the cell's.
        mask: Boolean tensor [B, T], true at real steps. A masked step keeps the states,
            repeats the output and has zero alignments.

    Returns:
        Tensor [B, T, A]; with `return_alignments` followed by the alignments [B, T, S],
        with `return_state` by the final states, those of the cell and $\tilde h_T$.

    Raises:
        TypeError: If `cell` is no cell or `attention` no attention.
        ValueError: If the cell has dropout.

    Example:

    >>> decoder = keras_seqzoo.layers.AttentionDecoder(
    ...     keras_seqzoo.cells.LSTMCell(8), keras_seqzoo.layers.LuongAttention()
    ... )
    >>> tuple(decoder(np.zeros((2, 3, 4)), np.zeros((2, 5, 6))).shape)
    (2, 3, 8)

    The same, one step at a time:

    >>> memory = decoder.prepare(np.zeros((2, 5, 6)))
    >>> states = decoder.start(batch_size=2)
    >>> output, alignments, states = decoder.step(np.zeros((2, 4)), states, memory)
    >>> tuple(output.shape), tuple(alignments.shape)
    ((2, 8), (2, 5))

    Reference: Luong, Pham & Manning (2015), section 3.3 and eq. 5.
    """

    def __init__(
        self,
        cell,
        attention,
        attention_size=None,
        attention_activation="tanh",
        **kwargs,
    ):
        super().__init__(cell, attention, **kwargs)
        self.store(locals(), AttentionDecoder)
        if attention_size is not None:
            self.check_positive("attention_size")
        self.decoder_step = InputFeeding(
            self.cell,
            self.attention,
            self.attention_size,
            self.attention_activation,
            dtype=self.dtype_policy,
        )


@keras.saving.register_keras_serializable(package="keras_seqzoo")
class BahdanauDecoder(Decoder):
    r"""A cell over inputs and the context that its state before the step asks for.

    $$c_t, \alpha_t = \mathrm{attention}(s_{t-1}, m) \qquad
      y_t, s_t = \mathrm{cell}([x_t; c_t], s_{t-1})$$

    The query is the first state of the cell, h of an LSTM. Any attention of the package
    may be used.

    Weights: those of the cell, then those of the attention.

    Args:
        cell: A recurrent cell of this package or of Keras, without dropout; of several
            ones, as `keras.layers.StackedRNNCells`, the last asks.
        attention: `BahdanauAttention`, `LuongAttention` or `DotAttention`.
        return_alignments: Whether to return the alignments too.
        return_state: Whether to return the final states too.
        **kwargs: Arguments of `keras.layers.Layer`.

    Call arguments:
        inputs: Tensor [B, T, D].
        memory: Tensor [B, S, M], such as the outputs of an encoder.
        memory_mask: Boolean tensor [B, S], true at real steps; by default all are. A
            row of padding alone gives a zero context.
        initial_state: List of start states of the cell, by default its own.
        mask: Boolean tensor [B, T], true at real steps. A masked step keeps the states,
            repeats the output and has zero alignments.

    Returns:
        Tensor [B, T, O] of the outputs of the cell; with `return_alignments` followed
        by the alignments [B, T, S], with `return_state` by the final states.

    Raises:
        TypeError: If `cell` is no cell or `attention` no attention.
        ValueError: If the cell has dropout.

    Example:

    >>> decoder = keras_seqzoo.layers.BahdanauDecoder(
    ...     keras_seqzoo.cells.GRUCell(8),
    ...     keras_seqzoo.layers.BahdanauAttention(7),
    ...     return_alignments=True,
    ... )
    >>> outputs, alignments = decoder(np.zeros((2, 3, 4)), np.zeros((2, 5, 6)))
    >>> tuple(outputs.shape), tuple(alignments.shape)
    ((2, 3, 8), (2, 3, 5))

    Reference: Bahdanau, Cho & Bengio (2015), section 3.1 and appendix A.2.2.
    """

    def __init__(self, cell, attention, **kwargs):
        super().__init__(cell, attention, **kwargs)
        self.decoder_step = ContextFeeding(
            self.cell, self.attention, dtype=self.dtype_policy
        )
