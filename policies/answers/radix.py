"""Small numbers packed into one large one, each taking as much room as its range, and that one in letters to type."""

from __future__ import annotations

from collections.abc import Sequence

# No I, L, O and U: they are read as 1, 1, 0 and V.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# A number may have so many bits at most.
WIDEST = 48


class RadixWriter:
    """`put` numbers in, below a range each; they come out of a RadixReader in the same order."""

    def __init__(self) -> None:
        self._put: list[tuple[int, int]] = []

    def put(self, value: int, below: int) -> None:
        """Raises ValueError for what is out of range."""
        if not 0 <= value < below:
            raise ValueError(value)
        self._put.append((value, below))

    def number(self, value: int) -> None:
        """Of any size: how many bits it has, then these."""
        bits = value.bit_length()
        self.put(bits, WIDEST)
        if bits > 1:
            self.put(value - (1 << (bits - 1)), 1 << (bits - 1))

    def index(self, value: str, among: Sequence[str]) -> None:
        self.put(among.index(value), len(among))

    @property
    def whole(self) -> int:
        found = 0
        for value, below in reversed(self._put):
            found = found * below + value
        return found


class RadixReader:
    def __init__(self, whole: int) -> None:
        self.rest = whole

    def take(self, below: int) -> int:
        self.rest, value = divmod(self.rest, below)
        return value

    def number(self) -> int:
        bits = self.take(WIDEST)
        return (1 << (bits - 1)) + self.take(1 << (bits - 1)) if bits > 1 else bits

    def index(self, among: Sequence[str]) -> str:
        return among[self.take(len(among))]


def letters(whole: int) -> str:
    found = ""
    while whole:
        whole, last = divmod(whole, len(LETTERS))
        found = LETTERS[last] + found
    return found


def whole(written: str) -> int:
    """Of letters; raises ValueError for any other."""
    found = 0
    for letter in written:
        found = found * len(LETTERS) + LETTERS.index(letter)
    return found
