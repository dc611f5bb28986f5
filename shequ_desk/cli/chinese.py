"""argparse in Chinese: its words come from two module functions, which are replaced by a table."""

import argparse
import sys
from typing import NoReturn

_WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s：%(message)s",
    "unrecognized arguments: %s": "不认识 %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s 不够明确，可以是 %(matches)s",
    "the following arguments are required: %s": "还要给出 %s",
    "expected one argument": "后面要写一个值",
    "ignored explicit argument %r": "后面不带值，请去掉 %r",
    "invalid %(type)s value: %(value)r": "不能是 %(value)r，只能是整数",
    "invalid choice: %(value)r (choose from %(choices)s)": "不认识 %(value)r，可用 %(choices)s",
}


class Parser(argparse.ArgumentParser):
    """A parser whose usage, help and errors are Chinese; leaves with exit code 2 on wrong usage."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{message.replace(chr(39), '')}。加 --help 看说明\n")


def speak_chinese() -> None:
    """From now on argparse looks its words up in the table; a word it lacks stays English."""
    vars(argparse)["_"] = _word


def _word(text: str) -> str:
    return _WORDS.get(text, text)
