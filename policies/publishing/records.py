"""What is kept of a review with its release, for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from policies.catalogue.changes.changes import Change
from policies.models import LookedAt, MismatchReason

from .effects import Effect, Trial
from .parts import Key


@dataclass(frozen=True, slots=True)
class Record:
    """Plain JSON: what changed for citizens, and for the sample persons; who changed it, and who looked at it."""

    changes: list[dict[str, Any]]
    effects: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Despite:
    """What somebody just said."""

    reason: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Eyes:
    """What was known of who changed and looked at what. `ticks`: None where nobody was asked to look."""

    ticks: Mapping[Key, LookedAt] | None
    edits: Mapping[Key, list[dict[str, Any]]]
    reasons: Mapping[str, MismatchReason]
    despite: Despite | None = None

    def of_change(self, key: Key) -> dict[str, Any]:
        found: dict[str, Any] = {"edits": self.edits[key]} if self.edits.get(key) else {}
        if self.ticks is not None:
            tick = self.ticks.get(key)
            found["looked"] = tick and tick.signature
        return found

    def of_persona(self, code: str) -> dict[str, Any]:
        if known := self.reasons.get(code):
            return {"reason": known.reason, **known.signature}
        said = self.despite
        return {"reason": said.reason, "who": said.who, "at": said.at.isoformat()} if said and said.reason else {}


NOBODY_ASKED = Eyes(None, {}, {})


def record(changes: Sequence[Change], trial: Trial | None, eyes: Eyes = NOBODY_ASKED) -> Record:
    said = [
        {"name": one.name, "code": one.code, "owner": one.owner, "kind": one.kind, "sentences": one.sentences}
        | eyes.of_change((one.name, one.code))
        for one in changes
    ]
    return Record(said, _kept(trial, eyes) if trial else None)


def _kept(trial: Trial, eyes: Eyes) -> dict[str, Any]:
    def lines(effects: list[Effect]) -> list[dict[str, Any]]:
        return [{"name": one.name, "sums": one.sums, "lines": list(one.lines)} for one in effects]

    deviating = [
        {"name": one.persona["name"], "lines": list(one.deviations)} | eyes.of_persona(one.persona["code"])
        for one in trial.deviating
    ]
    return {
        "count": trial.count,
        "gain": lines(trial.gain),
        "lose": lines(trial.lose),
        "mixed": lines(trial.mixed),
        "differ": lines(trial.differ),
        "deviating": deviating,
    }
