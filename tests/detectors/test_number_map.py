"""The table of integers is a dictionary of integers, whoever chooses the keys."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from detectors.number_map import NOTHING, REACH, NumberMap, home

KEYS = st.sets(st.integers(0, 60) | st.integers(-(2**31), 2**31 - 1), max_size=20)


def ints(some: object) -> np.ndarray:
    return np.array(list(some), np.int32)  # type: ignore[call-overload]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(steps=st.lists(st.tuples(KEYS, st.booleans()), max_size=40))
def test_it_holds_what_a_dictionary_holds(steps: list[tuple[set[int], bool]]) -> None:
    held, known = NumberMap(), dict[int, int]()
    for number, (keys, is_removed) in enumerate(steps):
        if is_removed:
            held.remove(ints(keys))
            known = {key: value for key, value in known.items() if key not in keys}
        else:
            held.put(ints(keys), number)
            known = dict.fromkeys(keys, number) | known
            if changed := sorted(keys)[::2]:
                held.change(changed, number + 1)
                known |= dict.fromkeys(changed, number + 1)
        assert held.of(ints(keys)).tolist() == [known.get(key, NOTHING) for key in keys]
        assert len(held) == len(known)


def test_keys_that_all_belong_to_one_place_are_found_as_soon_as_any_others() -> None:
    places = 1 << 12
    keys = [key for key in range(1 << 20) if home(key, places) == 7]
    held = NumberMap()
    held.put(ints(range(-2_000, 0)), 1)
    held.put(ints(keys), 2)
    assert len(keys) > 4 * REACH
    assert {*held.of(ints(keys)).tolist()} == {2}
    # A place is looked for within reach, whatever stands there.
    assert len(held._far) > len(keys) - 4 * REACH
    far = sorted(held._far)[:50]
    # Of two that are equally far one may find room later: it keeps its value, and is there once.
    held.remove(ints([key for key in keys if key not in held._far]))
    held.put(ints(far), 3)
    assert {*held.of(ints(far)).tolist()} == {2}
    held.change(far, 4)
    assert {*held.of(ints(far)).tolist()} == {4}
    held.remove(ints(far))
    assert {*held.of(ints(far)).tolist()} == {NOTHING}
    held.remove(ints(keys))
    assert (len(held), len(held._far), held.of(ints(keys)).max()) == (2_000, 0, NOTHING)
