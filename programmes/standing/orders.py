"""What became of the things in a list. Plain comparison of two orders."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

Thing = TypeVar("Thing")


def pair(
    before: Sequence[Thing],
    after: Sequence[Thing],
    keys: Sequence[Callable[[Thing], Hashable]],
) -> dict[int, int]:
    """Return which thing of an older list each one of a newer list is: place by place.

    Things are the same when they have the same key; the first of the keys goes first, and an empty
    key says nothing. What is in one list only has no pair.
    """
    pairs: dict[int, int] = {}
    for key in keys:
        free: dict[Hashable, int] = {}
        for place, thing in enumerate(before):
            if place not in pairs.values() and key(thing):
                free.setdefault(key(thing), place)
        for place, thing in enumerate(after):
            if place not in pairs and key(thing) in free:
                pairs[place] = free.pop(key(thing))
    return pairs


def moved(pairs: Mapping[int, int]) -> frozenset[int]:
    """Return the places in the newer list of what has another place among what was there.

    What merely shifted because something came in or went did not move.
    """
    now = sorted(pairs)
    was = sorted(pairs, key=lambda place: pairs[place])
    blocks = SequenceMatcher(None, was, now, autojunk=False).get_matching_blocks()
    stayed = {one for block in blocks for one in now[block.b : block.b + block.size]}
    return frozenset(set(now) - stayed)
