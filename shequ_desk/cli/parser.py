"""The words the command line understands."""

import argparse
from functools import partial
from pathlib import Path
from typing import NoReturn, TypeAlias

from shequ_desk.cli.chinese import Parser, speak_chinese
from shequ_desk.store.folder import default_path

_LOOK = partial(argparse.HelpFormatter, max_help_position=8)
"""Help begins on a line of its own: Chinese letters are two columns wide, so columns beside them never align."""


def parser() -> Parser:
    """The whole grammar, in Chinese; leaves with exit code 2 on wrong usage."""
    speak_chinese()
    top = Parser(
        prog="shequ-desk", description="社区全科服务台：不打开窗口办事。什么命令都不写就打开窗口", formatter_class=_LOOK
    )
    top.add_argument("--data", type=Path, default=default_path(), metavar="文件夹", help="数据文件夹")
    for option in ("--user", "--password-file", "--json"):
        top.add_argument(option, nargs="?", action=_TooEarly, default=argparse.SUPPRESS, help=argparse.SUPPRESS)
    commands = top.add_subparsers(dest="command", required=True, metavar="命令")
    _init(commands)
    _signed_in(commands, "verify", "核对数据文件、凭证号和审计链")
    _backup(commands)
    _restore(commands)
    _import(commands)
    _report(commands)
    _demo(commands)
    _self_check(commands)
    return top


class _TooEarly(argparse.Action):
    """An option of the commands in front of the command: what follows it would be taken for one."""

    def __call__(self, parser: argparse.ArgumentParser, *_rest: object) -> NoReturn:
        parser.error(f"{self.option_strings[0]} 要写在命令后面，如 {parser.prog} verify --user 登录名")


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def _command(commands: Commands, name: str, text: str) -> Parser:
    made = commands.add_parser(name, help=text, description=text, formatter_class=_LOOK)
    made.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    made.add_argument("--password-file", type=Path, metavar="文件", help="密码文件（或环境变量 SHEQU_DESK_PASSWORD）")
    return made


def _signed_in(commands: Commands, name: str, text: str) -> Parser:
    made = _command(commands, name, text)
    made.add_argument("--user", required=True, metavar="登录名", help="登录名")
    return made


def _init(commands: Commands) -> None:
    made = _command(commands, "init", "建立一个中心")
    made.add_argument("--centre", required=True, metavar="名称", help="中心名称")
    made.add_argument("--code", required=True, metavar="代码", help="12 位统计用区划代码")
    made.add_argument("--admin", required=True, metavar="登录名", help="第一位管理员的登录名")
    made.add_argument("--name", default="", metavar="姓名", help="第一位管理员的姓名（默认与登录名相同）")
    made.add_argument("--free-code", default="", metavar="编码", help="自编社区编码")
    made.add_argument(
        "--kind", choices=("urban", "rural"), default="urban", help="urban 城市社区（默认），rural 农村社区"
    )
    made.add_argument("--window", default="1", metavar="号", help="窗口号")
    made.add_argument("--next-receipt", type=int, default=1, metavar="号", help="下一张凭证号")


def _backup(commands: Commands) -> None:
    made = _signed_in(commands, "backup", "立即备份并校验")
    made.add_argument("--to", type=Path, metavar="文件夹", help="备份到另一个文件夹（如移动硬盘）")


def _restore(commands: Commands) -> None:
    made = _command(commands, "restore", "用一份备份替换现有数据")
    made.add_argument("backup", type=Path, metavar="备份文件夹", help="要恢复的那一份")
    made.add_argument("--user", metavar="登录名", help="登录名（知道当时密码时）")
    made.add_argument("--recovery-file", type=Path, metavar="文件", help="写有恢复码的文件（换电脑、忘记密码时）")


def _import(commands: Commands) -> None:
    made = _signed_in(commands, "import", "导入名册")
    made.add_argument("what", choices=("residents",), metavar="名册", help="residents 居民名册")
    made.add_argument("file", type=Path, metavar="文件", help=".xlsx .xls .ods .csv")
    made.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    made.add_argument("--rejected", type=Path, metavar="文件", help="退回行另存为工作簿，改好可再导入")


def _report(commands: Commands) -> None:
    made = _signed_in(commands, "report", "出一张报表")
    made.add_argument("key", metavar="报表名", help="如 canteen-settlement")
    made.add_argument("--month", metavar="月份", help="如 2026-10")
    made.add_argument("--day", metavar="日期", help="如 2026-10-31")
    made.add_argument("--quarter", metavar="季度", help="如 2026Q3")
    made.add_argument("--year", metavar="年份", help="如 2026")
    made.add_argument("--out", type=Path, required=True, metavar="文件", help=".pdf 或 .xlsx")
    made.add_argument("--whole-ids", metavar="原因", help="证件号不遮盖；要有权限，原因记入操作记录")


def _demo(commands: Commands) -> None:
    made = _command(commands, "demo", "在空文件夹里造一个演示社区")
    made.add_argument("--seed", type=int, default=20261121, metavar="数", help="同一个数造出同一个社区")
    made.add_argument("--months", type=int, default=3, metavar="数", help="几个月的业务（默认 3）")
    made.add_argument("--residents", type=int, default=3000, metavar="数", help="多少位居民（默认 3000）")
    made.add_argument("--user", default="demo", metavar="登录名", help="演示账号的登录名")


def _self_check(commands: Commands) -> None:
    made = _command(commands, "self-check", "在临时文件夹里建中心、登录、开一张凭证")
    made.add_argument("--out", type=Path, required=True, metavar="文件夹", help="凭证 PDF 存到这里")
