"""What the processor multiplies fast."""

from functools import cache
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")


@cache
def multiplies_bfloat16_fast():
    """Whether products in bfloat16 take less time than in float32, as far as is known.

    They do with Intel's matrix units (AMX) and with the vectors of AMD (AVX-512 BF16),
    not with those of Intel, which take two steps for each. Linux alone tells.
    """
    try:
        words = set(CPUINFO.read_text(encoding="utf-8").split())
    except OSError:
        return False
    return "amx_bf16" in words or {"AuthenticAMD", "avx512_bf16"} <= words
