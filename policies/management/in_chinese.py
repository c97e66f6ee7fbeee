"""What is typed wrongly on the command line, told in Chinese: argparse knows English alone."""

from __future__ import annotations

import re
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

# argparse's sentences, each as a pattern, and ours. What no pattern fits is told as it is.
SENTENCES = (
    (r"the following arguments are required: (.+)", r"还要写上 \1"),
    (r"one of the arguments (.+) is required", r"下面几个要写一个：\1"),
    (r"unrecognized arguments: (.+)", r"不认识 \1"),
    (r"ambiguous option: (.+) could match (.+)", r"\1 不清楚是哪一个，请写全：\2"),
    (r"not allowed with argument (.+)", r"不能和 \1 一起写"),
    (r"expected one argument", "后面要写一个值"),
    (r"expected at least one argument", "后面至少要写一个值"),
    (r"expected at most one argument", "后面最多写一个值"),
    (r"expected (\d+) arguments?", r"后面要写 \1 个值"),
    (r"ignored explicit argument '(.*)'", r"后面不写值，写了“\1”"),
    (r"invalid int value: '(.*)'", r"要写整数，写的是“\1”"),
    (r"invalid float value: '(.*)'", r"要写数字，写的是“\1”"),
    (r"invalid \S+ value: '(.*)'", r"不能这样写：“\1”"),
)
CHOICE = re.compile(r"invalid choice: (.+) \(choose from (.+)\)", re.DOTALL)
QUOTES = "'\""
ABOUT_ONE = re.compile(r"argument (.+?): (.+)", re.DOTALL)


def sentence(message: str) -> str:
    """What argparse says, in Chinese."""
    if named := ABOUT_ONE.fullmatch(message):
        return f"{named[1]} {sentence(named[2])}"
    if chosen := CHOICE.fullmatch(message):
        return (
            f"没有“{chosen[1].strip(QUOTES)}”，可以写：{'、'.join(one.strip(QUOTES) for one in chosen[2].split(', '))}"
        )
    for pattern, ours in SENTENCES:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return found.expand(ours)
    return message


class InChinese:
    """Of a command whose mistakes on the command line are told in Chinese, with the way to its help."""

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser: CommandParser = super().create_parser(prog_name, subcommand, **kwargs)  # type: ignore[misc]

        def refuse(message: str) -> NoReturn:
            if not parser.called_from_command_line:
                raise CommandError(sentence(message))
            parser.exit(2, f"{sentence(message)}。怎么用，看 {parser.prog} --help\n")

        parser.error = refuse  # type: ignore[method-assign]
        return parser


class StaffCommand(InChinese, BaseCommand):
    """A command of this project."""
