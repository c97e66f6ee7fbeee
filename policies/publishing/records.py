"""What is kept of a review with its release, for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from policies.catalogue.changes import Change

from .effects import Effect, Trial


@dataclass(frozen=True, slots=True)
class Record:
    """Plain JSON: what changed for citizens, and for the sample persons."""

    changes: list[dict[str, Any]]
    effects: dict[str, Any] | None


def record(changes: Sequence[Change], trial: Trial | None) -> Record:
    said = [
        {"name": one.name, "code": one.code, "owner": one.owner, "kind": one.kind, "sentences": one.sentences}
        for one in changes
    ]
    return Record(said, _kept(trial) if trial else None)


def _kept(trial: Trial) -> dict[str, Any]:
    def lines(effects: list[Effect]) -> list[dict[str, Any]]:
        return [{"name": one.name, "sums": one.sums, "lines": list(one.lines)} for one in effects]

    deviating = [{"name": one.persona["name"], "lines": list(one.deviations)} for one in trial.deviating]
    return {
        "count": trial.count,
        "gain": lines(trial.gain),
        "lose": lines(trial.lose),
        "mixed": lines(trial.mixed),
        "differ": lines(trial.differ),
        "deviating": deviating,
    }
