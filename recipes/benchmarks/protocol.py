"""What every figure depends on: the machine and the libraries."""

import os
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("tensorflow", "keras", "torch", "pytorch-crf")


def protocol():
    """The machine, the day and the versions of the libraries that are installed."""
    return {
        "processor": processor(),
        "cores": os.cpu_count(),
        "date": date.today().isoformat(),
        **{name: found for name in LIBRARIES if (found := installed(name))},
    }


def processor(path=Path("/proc/cpuinfo")):
    """The maker's name of the processor and the widest vectors it has."""
    if not path.exists():
        return "unknown processor"
    lines = [line.partition(":") for line in path.read_text().splitlines()]
    facts = {name.strip(): value.strip() for name, _, value in lines}
    flags = set(facts.get("flags", "").split())
    wide = [name for name in ("avx512f", "avx512_bf16", "amx_bf16") if name in flags]
    name = facts.get("model name", "unknown processor").replace("(R)", "")
    return f"{name} ({', '.join(wide)})" if wide else name


def installed(name):
    try:
        return version(name)
    except PackageNotFoundError:
        return None
