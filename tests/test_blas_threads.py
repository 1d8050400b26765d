"""How the number of threads of a BLAS library is read and set."""

from types import SimpleNamespace

import pytest
import threadpoolctl

from keras_seqzoo import blas_threads
from keras_seqzoo.blas_threads import numbers, set_numbers


def test_a_library_without_a_number_is_left_alone(monkeypatch):
    class Silent:
        filepath, num_threads = "libnumpy_blas.so", None

    class Controller:
        lib_controllers = [Silent()]

        def select(self, user_api):
            return self

    monkeypatch.setattr(threadpoolctl, "ThreadpoolController", Controller)
    assert blas_threads.blas.__wrapped__() == []


@pytest.mark.skipif(
    not blas_threads.blas(), reason="this BLAS has no number of threads"
)
def test_what_threadpoolctl_counts_is_what_is_set():
    """By OpenBLAS's own functions, or by threadpoolctl's where it has none."""
    before = numbers()
    set_numbers([2] * len(before))
    counted = threadpoolctl.ThreadpoolController().select(user_api="blas").info()
    set_numbers(before)
    for pool in counted:
        if "numpy" in pool["filepath"]:
            assert pool["num_threads"] == 2


@pytest.mark.parametrize(
    ("library", "layer"), [("mkl", "gnu"), ("openblas", "openmp"), ("blis", "pthreads")]
)
def test_other_libraries_are_set_by_threadpoolctl(library, layer):
    pool = stub_of_a_pool(library, layer)
    assert blas_threads.functions(pool) == (pool.get_num_threads, pool.set_num_threads)


@pytest.mark.parametrize("affixes", [("", ""), ("scipy_", "64_")])
def test_openblas_is_set_by_its_own_functions(affixes):
    pool = stub_of_a_pool("openblas", "pthreads", *affixes)
    assert blas_threads.functions(pool) == ("get it", "set it")


def stub_of_a_pool(library, layer, prefix="", suffix=""):
    own = {
        f"{prefix}openblas_{do}_num_threads{suffix}": f"{do} it"
        for do in ("get", "set")
    }
    return SimpleNamespace(
        internal_api=library,
        threading_layer=layer,
        dynlib=SimpleNamespace(**own),
        get_num_threads=lambda: 2,
        set_num_threads=lambda number: None,
    )
