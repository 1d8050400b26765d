"""One thread for small products, and batches side by side."""

import threading
import time

import numpy as np
import pytest

from keras_seqzoo import threads

pytestmark = pytest.mark.skipif(
    not threads.blas().lib_controllers, reason="this BLAS has no number of threads"
)


def present():
    return threads.blas().lib_controllers[0].num_threads


def test_overlapping_contexts_give_the_number_of_before_back():
    before = present()
    first, second = threading.Event(), threading.Event()

    def hold():
        with threads.one_thread():
            first.set()
            second.wait()

    other = threading.Thread(target=hold)
    with threads.one_thread():
        other.start()
        first.wait()
        assert present() == 1
    assert present() == 1
    second.set()
    other.join()
    assert present() == before


def test_an_error_inside_gives_it_back_too():
    before = present()
    with pytest.raises(KeyError), threads.one_thread():
        raise KeyError("inside")
    assert present() == before


@pytest.mark.parametrize("number", [1, 3])
def test_results_are_in_order_whoever_is_first(number, monkeypatch):
    monkeypatch.setattr(threads, "own_threads", lambda: number)
    threads.pool.cache_clear()
    seen = set()

    def work(item):
        seen.add(threading.current_thread().name)
        time.sleep(0.02 * (item % 3))
        return item**2

    items = list(np.random.default_rng(0).permutation(12))
    assert threads.side_by_side(work, items) == [item**2 for item in items]
    assert len(seen) == number
    threads.pool.cache_clear()


def test_an_error_of_a_batch_is_raised(monkeypatch):
    monkeypatch.setattr(threads, "own_threads", lambda: 2)
    threads.pool.cache_clear()
    with pytest.raises(ZeroDivisionError):
        threads.side_by_side(lambda item: 1 / item, [1, 0, 2])
    threads.pool.cache_clear()
