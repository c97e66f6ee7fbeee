"""What is typed wrongly on the command line is told in Chinese, by every command of ours alike."""

import argparse

import pytest
from django.core.management import CommandError, get_commands, load_command_class

from policies.management.in_chinese import sentence

OURS = sorted(name for name, app in get_commands().items() if app == "policies")
ENGLISH = ("argument", "required", "invalid", "expected", "usage", "error")


def told(capsys, name, *typed):
    """What stands on standard error, and the exit code."""
    command = load_command_class("policies", name)
    command._called_from_command_line = True
    with pytest.raises(SystemExit) as stopped:
        command.create_parser("manage.py", name).parse_args(list(typed))
    return capsys.readouterr().err, stopped.value.code


@pytest.mark.parametrize("name", OURS)
def test_every_command_says_what_it_does_not_know(capsys, name):
    parser = load_command_class("policies", name).create_parser("manage.py", name)
    needed = [[*one.option_strings[:1], next(iter(one.choices or ["1"]))] for one in parser._actions if one.required]
    needed += [["--synthetic", "1"]] if name == "simulate" else []
    said, code = told(capsys, name, *(word for words in needed for word in words), "--no-such-thing")
    assert (said, code) == (f"不认识 --no-such-thing。怎么用，看 manage.py {name} --help\n", 2)


@pytest.mark.parametrize(
    ("name", "typed", "ours"),
    [
        ("simulate", [], "下面几个要写一个：--persons --synthetic"),
        ("simulate", ["--synthetic", "1", "--persons", "p.csv"], "--persons 不能和 --synthetic 一起写"),
        ("screen", ["--batch", "many"], "--batch 要写整数，写的是“many”"),
        ("screen", ["--engine", "abacus"], "--engine 没有“abacus”，可以写：polars、duckdb、spark。"),
        ("screen", ["--s", "1"], "--s 不清楚是哪一个，请写全："),
        ("screen", ["--on"], "--on 后面要写一个值"),
        ("screen", ["--explain=yes"], "--explain 后面不写值，写了“yes”"),
        ("load_pack", ["--delete"], "--delete 后面至少要写一个值"),
        ("new_region", [], "还要写上 "),
    ],
)
def test_each_mistake_has_its_sentence(capsys, name, typed, ours):
    said, _ = told(capsys, name, *typed)
    assert said.startswith(ours)
    assert not any(word in said.replace("--", " ").split() for word in ENGLISH)


def test_a_program_that_calls_it_gets_the_same_sentence():
    parser = load_command_class("policies", "screen").create_parser("manage.py", "screen")
    with pytest.raises(CommandError, match=r"^--on 后面要写一个值$"):
        parser.parse_args(["--on"])


def test_those_that_no_command_of_ours_makes_yet_have_theirs_too():
    parser = argparse.ArgumentParser(exit_on_error=False)
    parser.add_argument("--two", nargs=2, type=float)
    said = []
    for typed in (["--two", "1"], ["--two", "1", "a"]):
        with pytest.raises(argparse.ArgumentError) as found:
            parser.parse_args(typed)
        said.append(sentence(str(found.value)))
    assert said == ["--two 后面要写 2 个值", "--two 要写数字，写的是“a”"]
