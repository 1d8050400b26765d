"""The two sides of a search on many machines."""

import functools

import grpc

from keras_seqzoo.tuning.chief import ChiefError, Worker, serve_search, watched_oracle
from keras_seqzoo.tuning.jobs import make_job
from keras_seqzoo.tuning.search import Listener, opened, result_of
from keras_seqzoo.tuning.trials import check_failures, run_trials


def chief(
    task,
    address,
    out,
    *,
    architecture=None,
    space=None,
    given=None,
    listener=None,
    silence=30.0,
    **plan,
):
    """Hands out the trials of a search to workers until it is over.

    It trains nothing and needs no data. When it is interrupted or killed, the same call
    goes on from its state, and workers that are still there go on with their trials.

    Args:
        task: As for `tune`.
        address: `host:port` to listen at. There is no authentication: only machines
            that you trust may reach it.
        out: Folder of the results and of the state of the search.
        architecture: As for `tune`.
        space: As for `tune`.
        given: As for `tune`.
        listener: As for `tune`.
        silence: Seconds without a sign of life after which a worker is taken for dead
            and its trial is handed out again.
        **plan: Fields of `SearchPlan`.

    Returns:
        A `SearchResult`.

    Raises:
        ValueError: If an argument is not usable, or `out` is of another search.
        OSError: If the address can not be listened at.
        SearchError: If five trials in a row fail.
        ChiefError: If there were workers and all of them are gone.
    """
    job = make_job(task, None, None, out, architecture, space, given, plan)
    make = functools.partial(watched_oracle, silence=silence)
    with opened(job, task, listener or Listener(), make) as oracle:
        serve_search(oracle, address, check_failures)
    return result_of(job, oracle)


def worker(
    task,
    train,
    dev,
    address,
    name,
    out,
    *,
    architecture=None,
    space=None,
    given=None,
    wait=300.0,
    **plan,
):
    """Runs trials of a chief until it has no more.

    Args:
        task: As for `tune`.
        train: As for `tune`.
        dev: As for `tune`.
        address: `host:port` of the chief.
        name: Name of this worker, unlike that of all others.
        out: Folder of the checkpoints of unfinished trials; if workers share it, one
            goes on where another died.
        architecture: As for the chief.
        space: As for the chief.
        given: As for `tune`.
        wait: Seconds to wait for a chief that does not answer.
        **plan: As for the chief.

    Raises:
        ValueError: If an argument is not usable, or the chief searches another space.
        ChiefError: If there is no chief.
    """
    job = make_job(task, train, dev, out, architecture, space, given, plan)
    oracle = Worker(address, name, wait)
    try:
        check_space(job, oracle)
        run_trials(job, oracle, name)
    except grpc.RpcError as error:
        raise ChiefError(f"no chief at {address}: {error.details()}") from error


def check_space(job, oracle):
    searched = {hp.name for hp in oracle.get_space().space}
    if searched != set(job.space.ranges):
        raise ValueError(
            f"The chief searches {', '.join(sorted(searched))}, this worker "
            f"{', '.join(sorted(job.space.ranges))}. Give both the same space."
        )
