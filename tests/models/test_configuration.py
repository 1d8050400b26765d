import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from keras_seqzoo.configuration import (
    Configuration,
    completed,
    from_dict,
    setting,
    to_dict,
    told_apart,
    validated,
)


@dataclasses.dataclass(frozen=True)
class Config(Configuration):
    units: int = setting(8, low=1, high=8192)
    rate: float = setting(0.5, low=0.0, high=0.9)
    encoder: str = setting("cnn", choices=("cnn", "none"))
    tags: tuple[str, ...] = setting(("O",), low=1, high=3)
    sizes: tuple[tuple[int, ...], ...] = setting(())
    pair: tuple[int, float] = setting((1, 0.5))
    tied: bool = setting(True)
    clip: float | None = setting(None, low=0.0)


@dataclasses.dataclass(frozen=True)
class Plain:
    """A dataclass that does not check itself."""

    units: int = setting(8, low=1, high=8192)


def test_defaults():
    config = Config()
    assert (config.units, config.rate, config.clip) == (8, 0.5, None)


def test_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        Config().units = 3


def test_lists_become_tuples_and_integers_floats():
    config = Config(tags=["O", "B"], sizes=[[1, 2], []], rate=0, pair=[2, 1])
    assert config.tags == ("O", "B")
    assert config.sizes == ((1, 2), ())
    assert config.pair == (2, 1.0)
    assert type(config.rate) is float
    hash(config)


@given(
    st.builds(
        Config,
        units=st.integers(1, 8192),
        rate=st.floats(0, 0.9),
        encoder=st.sampled_from(["cnn", "none"]),
        tags=st.lists(st.text(max_size=3), min_size=1, max_size=3),
        sizes=st.lists(st.lists(st.integers(), max_size=2), max_size=2),
        clip=st.none() | st.floats(0, 1e300),
    )
)
def test_round_trip(config):
    assert from_dict(Config, to_dict(config)) == config


BAD = [
    ({"units": 0}, "`units` must be at least 1. Received: 0"),
    ({"units": 2_000_000_000}, "`units` must be at most 8192. Received: 2000000000"),
    ({"units": 10**4000}, "at most 8192"),
    ({"units": True}, "`units` must be of type int.*of type bool"),
    ({"units": 8.0}, "of type int"),
    ({"units": "8"}, "of type int"),
    ({"units": None}, "of type int"),
    ({"rate": float("nan")}, "finite float"),
    ({"rate": float("inf")}, "finite float"),
    ({"rate": 10**400}, "finite float"),
    ({"rate": 0.95}, "at most 0.9"),
    ({"rate": False}, "finite float"),
    ({"encoder": "rnn"}, "must be one of 'cnn', 'none'"),
    ({"tags": []}, "length of `tags` must be at least 1"),
    ({"tags": ["a"] * 4}, "length of `tags` must be at most 3"),
    ({"tags": "abc"}, "`tags` must be of type tuple"),
    ({"tags": [1]}, "`tags` must be of type str"),
    ({"sizes": [1]}, "`sizes` must be of type tuple"),
    ({"pair": [1]}, "`pair` must be of type tuple"),
    ({"clip": -1.0}, "`clip` must be at least 0.0"),
    ({"tied": 1}, "`tied` must be of type bool"),
    ({"colour": "red"}, "does not know the setting.s. 'colour'"),
]


@pytest.mark.parametrize("changes, message", BAD)
def test_values_that_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        from_dict(Config, {**to_dict(Config()), **changes})


@pytest.mark.parametrize("changes, message", BAD[:-1])
def test_the_constructor_refuses_them_too(changes, message):
    with pytest.raises(ValueError, match=message):
        Config(**changes)


def test_a_missing_setting_is_named():
    with pytest.raises(ValueError, match="Plain needs the setting.s. 'units'"):
        from_dict(Plain, {})


@pytest.mark.parametrize("data", [None, [], "units"])
def test_data_must_be_a_dict(data):
    with pytest.raises(ValueError, match="must be a dict"):
        from_dict(Plain, data)


def test_a_plain_dataclass_is_checked_on_reading():
    assert from_dict(Plain, {"units": 3}) == Plain(3)
    with pytest.raises(ValueError, match="at most 8192"):
        from_dict(Plain, {"units": 10_000})
    with pytest.raises(ValueError, match="at least 1"):
        validated(Plain, vars(Plain(0)))


def test_messages_stay_short():
    with pytest.raises(ValueError) as caught:
        Config(tags=["x" * 10_000] * 9)
    assert len(str(caught.value)) < 200


def test_a_setting_that_was_added_tells_apart_where_it_is_used():
    @dataclasses.dataclass(frozen=True)
    class Grown(Configuration):
        units: int = setting(8, low=1)
        rates: tuple[float, ...] = setting((0.0, 0.1), added=True)

    assert told_apart(Grown()) == {"units": 8}
    assert told_apart(Grown(rates=(0.5,))) == {"units": 8, "rates": [0.5]}
    assert completed(Grown, {"units": 8}) == to_dict(Grown())
    assert from_dict(Grown, {"units": 8}) == Grown()
