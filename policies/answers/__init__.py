"""What a visitor answered: raw answers read into typed ones, and the cookie that carries them."""

from policies.answers import written
from policies.answers.answers import Answers
from policies.answers.exported import begun
from policies.answers.parse import UnreadableAnswer, parse, parse_text
from policies.answers.today import today

__all__ = ["Answers", "UnreadableAnswer", "begun", "parse", "parse_text", "today", "written"]
