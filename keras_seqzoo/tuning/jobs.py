"""What is searched: its arguments, checked, and the facts that tell it from others."""

from pathlib import Path

import keras_tuner

from keras_seqzoo.configuration import to_dict
from keras_seqzoo.files import read_json, write_json
from keras_seqzoo.models.registry import get_architecture
from keras_seqzoo.tuning.plan import SearchPlan
from keras_seqzoo.tuning.problems import problem, space_of
from keras_seqzoo.tuning.trial import Job
from keras_seqzoo.tuning.tuners import make_oracle

STATE, FACTS = "oracle", "search.json"
MAY_CHANGE = ("trials", "budget_minutes", "top", "repeats", "patience")


def make_job(task, train, dev, out, architecture, space, given, plan):
    """Returns the `Job` of a search; checks all arguments."""
    chosen = problem(task)
    architecture = architecture or chosen.architecture
    plan = SearchPlan(**{"objective": next(iter(chosen.objectives)), **plan})
    if plan.objective not in chosen.objectives:
        raise ValueError(
            f"`objective` must be one of {', '.join(chosen.objectives)}. "
            f"Received: objective={plan.objective!r}"
        )
    space = space_of(architecture).changed(space or {})
    check_free(space, chosen)
    return Job(
        task_class=get_architecture(architecture).task_class(),
        architecture=architecture,
        problem=chosen,
        space=space,
        plan=plan,
        train=train,
        dev=dev,
        given=dict(given or {}),
        folder=Path(out),
    )


def check_free(space, chosen):
    """Refuses settings that the data or the search decide."""
    for name in [*space.ranges, *space.fixed]:
        if name in (*chosen.of_data, "seed"):
            raise ValueError(
                f"{name!r} can not be set: the data or the search decide it."
            )


def open_search(job, task, make=make_oracle):
    """Returns the oracle of a new search, or of the same one in the folder."""
    facts = {
        "task": task,
        "architecture": job.architecture,
        "plan": to_dict(job.plan),
        "space": {name: repr(span) for name, span in job.space.ranges.items()},
        "fixed": job.space.fixed,
    }
    path = job.folder / FACTS
    if path.exists():
        check_same(path, read_json(path), facts)
    write_json(path, facts)
    hp = keras_tuner.HyperParameters()
    job.space.draw(hp)
    objective = (job.plan.objective, job.problem.objectives[job.plan.objective])
    return make(job.plan, hp, objective, job.problem.progress[1], job.folder / STATE)


def check_same(path, before, now):
    for facts in (before, now):
        facts["plan"] = {k: v for k, v in facts["plan"].items() if k not in MAY_CHANGE}
    for name in now:
        if before.get(name) != now[name]:
            raise ValueError(
                f"{path} is of a search with another {name}: {before.get(name)}, here "
                f"{now[name]}. Choose another folder, or the same {name}."
            )
