"""A search space: the settings of an architecture that are searched, and where."""

import dataclasses
import typing

from keras_seqzoo.tuning.ranges import Choice, Integer, Real

DIGITS = 6


class Space:
    """What is searched of an architecture and of its training.

    Types, defaults and limits are those of the configuration dataclass of the
    architecture and of the settings of its training; a range says only what part of
    them is searched.

    Args:
        config_class: Configuration dataclass of the architecture.
        plan_class: Dataclass of the settings of its training.
        ranges: Mapping of setting to `Integer`, `Real` or `Choice`; one with a
            condition comes after the setting that it depends on.
        fixed: Mapping of setting to the value it has in every trial.

    Raises:
        ValueError: If a setting is unknown, a range has the wrong type for it or goes
            beyond its limits, or a condition can not hold.
    """

    def __init__(self, config_class, plan_class, ranges, fixed=None):
        self.config_class = config_class
        self.plan_class = plan_class
        self.fixed = dict(fixed or {})
        self.ranges = reachable(ranges, self.fixed)
        check_names(self)
        for name, span in self.ranges.items():
            check_range(self, name, span)
            check_condition(self, name, span)
        check_values(self, self.fixed)

    def changed(self, changes):
        """Returns a space with other ranges.

        Args:
            changes: Mapping of setting to a range, which narrows, widens or adds to
                the space, or to a value, which the setting then always has.
        """
        ranges = {k: v for k, v in changes.items() if is_range(v)}
        fixed = {k: v for k, v in changes.items() if not is_range(v)}
        kept = {k: v for k, v in self.fixed.items() if k not in ranges}
        merged = conditions_kept(self.ranges, ranges)
        return Space(self.config_class, self.plan_class, merged, kept | fixed)

    def only(self, kept):
        """Returns the space of some of the settings."""
        ranges = {k: v for k, v in self.ranges.items() if k in kept}
        fixed = {k: v for k, v in self.fixed.items() if k in kept}
        return Space(self.config_class, self.plan_class, ranges, fixed)

    def defaults(self):
        """Returns `{setting: default}` of all settings."""
        return defaults(self.plan_class) | defaults(self.config_class)

    def draw(self, hp):
        """Draws a value for each setting from keras-tuner's `HyperParameters`.

        Returns:
            `{setting: value}` of those that are active, and the fixed ones.
        """
        known = self.defaults()
        for name, span in self.ranges.items():
            if span.when is None:
                span.draw(hp, name, known[name])
            else:
                with hp.conditional_scope(span.when[0], list(span.when[1])):
                    span.draw(hp, name, known[name])
        return self.settings(hp.values)

    def settings(self, values):
        """Returns the settings of a trial, from the values that were drawn for it."""
        drawn = {name: rounded(values[name]) for name in self.ranges if name in values}
        return drawn | self.fixed

    def split(self, settings):
        """Returns `(settings of the architecture, settings of the training)`."""
        own = names(self.config_class)
        return (
            {k: v for k, v in settings.items() if k in own},
            {k: v for k, v in settings.items() if k not in own},
        )


def is_range(value):
    return isinstance(value, (Integer, Real, Choice))


def names(settings_class):
    return [field.name for field in dataclasses.fields(settings_class)]


def defaults(settings_class):
    return {f.name: f.default for f in dataclasses.fields(settings_class)}


def rounded(value):
    """Six significant digits: what survives the 32 bits of keras-tuner's messages."""
    return float(f"{value:.{DIGITS}g}") if isinstance(value, float) else value


def conditions_kept(ranges, changes):
    """Ranges with changes, each under the condition of the range it takes over."""
    merged = dict(ranges)
    for name, span in changes.items():
        when = span.when or (ranges[name].when if name in ranges else None)
        merged[name] = dataclasses.replace(span, when=when)
    return merged


def check_names(space):
    known = names(space.config_class) + names(space.plan_class)
    for name in [*space.ranges, *space.fixed]:
        if name not in known:
            raise ValueError(
                f"There is no hyperparameter {name!r}. Known: "
                f"{', '.join(sorted(known))}."
            )


def check_range(space, name, span):
    """Checks the type of a range and that each end is a value the setting may have."""
    if not is_range(span):
        raise ValueError(
            f"The range of {name!r} must be an Integer, Real or Choice. "
            f"Received: {span!r}"
        )
    kind = kinds(space)[name]
    allowed = typing.get_args(kind) or (kind,)
    if isinstance(span, Integer) and int not in allowed:
        raise ValueError(f"{name!r} is no whole number, so its range can not be {span}")
    if isinstance(span, Real) and float not in allowed:
        raise ValueError(f"{name!r} is no real number, so its range can not be {span}")
    ends = span.values if isinstance(span, Choice) else (span.low, span.high)
    for value in ends:
        check_values(space, {name: value})


def check_values(space, values):
    config, plan = space.split(values)
    try:
        space.config_class(**config)
        space.plan_class(**plan)
    except (ValueError, TypeError) as error:
        raise ValueError(f"Impossible range or value: {error}") from error


def check_condition(space, name, span):
    order = list(space.ranges)
    if span.when and span.when[0] not in order[: order.index(name)]:
        raise ValueError(
            f"{name!r} depends on {span.when[0]!r}, which must be searched before it."
        )


def reachable(ranges, fixed):
    """The ranges that are searched when some settings have a fixed value.

    A range whose condition can not hold is left out; one whose condition always holds
    loses it.
    """
    kept = {}
    for name, span in ranges.items():
        parent, wanted = getattr(span, "when", None) or (None, ())
        if parent in fixed:
            possible, always = fixed[parent] in wanted, True
        else:
            values = getattr(kept.get(parent), "values", wanted)
            possible, always = parent is None or bool({*values} & {*wanted}), False
        if name not in fixed and possible:
            kept[name] = dataclasses.replace(span, when=None) if always else span
    return kept


def kinds(space):
    return typing.get_type_hints(space.plan_class) | typing.get_type_hints(
        space.config_class
    )


def describe(space):
    """Returns a dict for each setting that is searched, for a table.

    `parameters` are the fewest and the most weights of a network as only this setting
    varies; `None` if the setting does not change them.
    """
    known = space.defaults()
    return [
        {
            "setting": name,
            "range": span.describe(),
            "default": known[name],
            "when": span.when and f"{span.when[0]} in {', '.join(span.when[1])}",
            "parameters": cost(space, name, span),
        }
        for name, span in space.ranges.items()
    ]


def cost(space, name, span):
    if name not in names(space.config_class):
        return None
    ends = span.values if isinstance(span, Choice) else (span.low, span.high)
    base = space.split(space.fixed)[0]
    base |= {span.when[0]: span.when[1][0]} if span.when else {}
    counts = [
        space.config_class(**{**base, name: end}).count_parameters() for end in ends
    ]
    if None in counts or min(counts) == max(counts):
        return None
    return [min(counts), max(counts)]
