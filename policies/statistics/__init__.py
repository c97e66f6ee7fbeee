"""Anonymous figures: what happens in checks is counted in memory and added to the daily counts every few seconds."""

from policies.statistics.counts import add, drop, dropped, flush

__all__ = ["add", "drop", "dropped", "flush"]
