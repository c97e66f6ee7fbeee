"""「如果…」 is looked at with the same live catalogue and visitors as the wizard."""

from tests.wizard.conftest import live_catalogue, shipped, today, visit

__all__ = ["live_catalogue", "shipped", "today", "visit"]
