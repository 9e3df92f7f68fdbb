from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from upl_tui.values import by_keyword, frozen, mutable


@frozen
class Point:
    x: int
    y: tuple[int, ...] = ()
    cache: str = field(default="", compare=False)
    secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Standard:
    x: int
    y: tuple[int, ...] = ()
    cache: str = field(default="", compare=False)
    secret: str = field(default="", repr=False)


@frozen
class Nothing:
    pass


@frozen
class Other:
    pass


@mutable
class Box:
    held: list[int] = field(default_factory=list)


@by_keyword
class Base:
    x: int = 0


@by_keyword
class Further(Base):
    y: int


FIELDS = st.tuples(
    st.integers(0, 2),
    st.lists(st.integers(0, 1), max_size=2).map(tuple),
    st.sampled_from(["", "c"]),
    st.sampled_from(["", "s"]),
)


@settings(max_examples=60, deadline=None)
@given(FIELDS, FIELDS)
def test_frozen_value_is_equal_hashed_and_written_as_a_standard_dataclass(
    one: tuple[int, tuple[int, ...], str, str], other: tuple[int, tuple[int, ...], str, str]
) -> None:
    same = Standard(*one) == Standard(*other)

    assert (Point(*one) == Point(*other)) is same
    assert not same or hash(Point(*one)) == hash(Point(*other))
    assert repr(Point(*one)) == repr(Standard(*one)).replace("Standard", "Point")


def test_values_of_two_classes_without_fields_differ() -> None:
    assert Nothing() == Nothing()
    assert len({Nothing(), Other()}) == 2
    assert len({Nothing(), Nothing()}) == 1


def test_value_changed_or_taken_apart_goes_through_dataclasses() -> None:
    assert replace(Point(1, (2,)), x=3) == Point(3, (2,))
    assert asdict(Point(1)) == {"x": 1, "y": (), "cache": "", "secret": ""}


def test_mutable_value_has_slots_and_fields_of_its_own_and_is_no_key() -> None:
    one, other = Box(), Box()

    one.held.append(1)

    assert other.held == []
    assert one != other
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)
    assert not hasattr(one, "__dict__")


def test_value_by_keyword_inherits_fields() -> None:
    assert repr(Further(x=1, y=2)) == "Further(x=1, y=2)".replace("Further", Further.__qualname__)
    assert Further(x=1, y=2) != Base(x=1)
