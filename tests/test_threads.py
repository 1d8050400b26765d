"""One thread for small products, and batches side by side."""

import os
import signal
import threading
import time

import numpy as np
import pytest
import threadpoolctl

from keras_seqzoo import blas_threads, threads
from keras_seqzoo.blas_threads import numbers, set_numbers

pytestmark = pytest.mark.skipif(
    not blas_threads.blas(), reason="this BLAS has no number of threads"
)


@pytest.fixture(autouse=True)
def two_threads():
    before = numbers()
    set_numbers([2] * len(before))
    yield
    set_numbers(before)


def present():
    return numbers()[0]


def in_another_thread(work):
    """What some work returns there."""
    found = []
    other = threading.Thread(target=lambda: found.append(work()))
    other.start()
    other.join()
    return found[0]


def present_inside():
    with threads.one_thread():
        return present()


def test_any_thread_can_have_one_thread():
    """Some libraries heed the thread alone that set their number first."""
    assert present_inside() == 1
    assert in_another_thread(present_inside) == 1
    with threadpoolctl.threadpool_limits(2):
        assert in_another_thread(present_inside) == 1
    assert present() == 2


def test_threads_of_the_user_are_counted_anew():
    with threadpoolctl.threadpool_limits(1):
        assert threads.own_threads() == 1
    assert threads.own_threads() == 2
    with threads.one_thread():
        assert threads.own_threads() == 2


def forks(test):
    """Marks a test that forks beside threads, of which Python and JAX warn."""
    for category in ("DeprecationWarning", "RuntimeWarning"):
        test = pytest.mark.filterwarnings(f"ignore:.*fork.*:{category}")(test)
    missing = not hasattr(os, "fork")
    return pytest.mark.skipif(missing, reason="this system has no fork")(test)


def succeeds_in_a_fork(check):
    """Whether a check is true in a child of this process, within half a minute."""
    child = os.fork()
    if not child:
        code = 1
        try:
            code = 0 if check() else 1
        finally:
            os._exit(code)
    for _ in range(300):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status) == 0
        time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def begun_anew():
    return (present(), present_inside(), present()) == (2, 1, 2)


def present_in_and_after_a_context_of_before():
    """The number after leaving a context that was entered before a fork."""
    threads.one_thread().__exit__()
    return begun_anew()


@forks
@pytest.mark.parametrize(
    "check", [begun_anew, present_in_and_after_a_context_of_before]
)
def test_a_fork_inside_begins_anew(check):
    with threads.one_thread():
        assert present() == 1
        assert succeeds_in_a_fork(check)
        assert present() == 1
    assert present() == 2


@forks
def test_a_fork_beside_a_busy_thread_begins_anew():
    end = threading.Event()

    def work():
        while not end.is_set():
            present_inside()

    busy = threading.Thread(target=work)
    busy.start()
    try:
        assert all(succeeds_in_a_fork(begun_anew) for _ in range(20))
    finally:
        end.set()
        busy.join()


def test_overlapping_contexts_give_the_number_of_before_back():
    before = present()
    assert before == 2
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


@pytest.fixture
def pool_of(monkeypatch):
    """Makes the pool anew, with so many threads; it ends with the test."""

    def make(number):
        monkeypatch.setattr(threads, "own_threads", lambda: number)
        threads.pool.cache_clear()

    yield make
    threads.pool.cache_clear()


@pytest.mark.parametrize("number", [1, 3])
def test_results_are_in_order_whoever_is_first(number, pool_of):
    pool_of(number)
    seen = set()

    def work(item):
        seen.add(threading.current_thread().name)
        time.sleep(0.02 * (item % 3))
        return item**2

    items = list(np.random.default_rng(0).permutation(12))
    assert threads.side_by_side(work, items) == [item**2 for item in items]
    assert len(seen) == number


def test_an_error_of_a_batch_is_raised(pool_of):
    pool_of(2)
    with pytest.raises(ZeroDivisionError):
        threads.side_by_side(lambda item: 1 / item, [1, 0, 2])


def test_work_within_work_is_done_in_turn(pool_of):
    """All threads of a pool would wait for ever for free ones."""
    pool_of(2)

    def outer(item):
        return threads.side_by_side(lambda inner: (item, inner), [1, 2])

    work = threading.Thread(
        target=lambda: found.extend(threads.side_by_side(outer, [3, 4])), daemon=True
    )
    found = []
    work.start()
    work.join(timeout=30)
    assert found == [[(3, 1), (3, 2)], [(4, 1), (4, 2)]]


@forks
def test_a_fork_within_work_shares_its_own_again(pool_of):
    pool_of(2)

    def fork(_):
        return succeeds_in_a_fork(lambda: not hasattr(threads.THIS_THREAD, "of_a_pool"))

    assert threads.side_by_side(fork, [1, 2]) == [True, True]
