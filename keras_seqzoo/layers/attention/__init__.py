"""Attention to a memory, and recurrent decoders that use it."""

from keras_seqzoo.layers.attention.additive import BahdanauAttention
from keras_seqzoo.layers.attention.decoders import AttentionDecoder, BahdanauDecoder
from keras_seqzoo.layers.attention.memory import Memory
from keras_seqzoo.layers.attention.multiplicative import DotAttention, LuongAttention

__all__ = [
    "AttentionDecoder",
    "BahdanauAttention",
    "BahdanauDecoder",
    "DotAttention",
    "LuongAttention",
    "Memory",
]
