"""How Chinese characters sound, without tones, so that a policy is found by zufang or zfbt.

The sounds come from the package pypinyin, of which only the table of single characters is read, and of that table only
the characters asked for: imported, the package takes a worker 50 MB, for phrases that a search has no use for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

Sounds = Mapping[str, tuple[str, ...]]
# The commonest come first; the rest are readings that nobody types.
READINGS = 3
_ENTRY = re.compile(r'"(\d+)": ?"([^"]+)"')


def sounds(texts: Iterable[str]) -> Sounds:
    """The readings of every character in these texts; a letter or a digit is read as itself."""
    wanted = {character for text in texts for character in text}
    found: dict[str, tuple[str, ...]] = {
        character: (character,) for character in wanted if character.isascii() and character.isalnum()
    }
    codes = {str(ord(character)): character for character in wanted - found.keys()}
    for entry in _ENTRY.finditer(_table().read_text(encoding="utf-8")):
        if character := codes.get(entry[1]):
            found[character] = tuple(dict.fromkeys(_without_tone(one) for one in entry[2].split(",")))[:READINGS]
    return found


def is_in(letters: str, text: str, known: Sounds) -> bool:
    """Whether the letters spell characters of the text that follow one another, each in full or by its first letter.

    The last one may be cut short, for it may still be being typed.
    """
    said = [known.get(character, ()) for character in text]
    return any(_spells(letters, said, start) for start in range(len(said)))


def _spells(letters: str, said: list[tuple[str, ...]], at: int) -> bool:
    if not letters:
        return True
    if at == len(said):
        return False
    for sound in said[at]:
        if sound.startswith(letters) or (letters.startswith(sound) and _spells(letters[len(sound) :], said, at + 1)):
            return True
    return any(sound[0] == letters[0] for sound in said[at]) and _spells(letters[1:], said, at + 1)


@cache
def _table() -> Path:
    package = find_spec("pypinyin")
    if package is None or not package.submodule_search_locations:
        raise ModuleNotFoundError("pypinyin")
    return Path(package.submodule_search_locations[0]) / "pinyin_dict.json"


def _without_tone(sound: str) -> str:
    """Without its tone; ü is typed v."""
    letters = unicodedata.normalize("NFD", sound).replace("u\u0308", "v")
    return "".join(letter for letter in letters if letter.isascii() and letter.isalpha())
