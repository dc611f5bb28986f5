"""The words the command line understands."""

import argparse
from pathlib import Path
from typing import TypeAlias

from shequ_desk.store.folder import default_path


def parser() -> argparse.ArgumentParser:
    """The whole grammar; argparse itself leaves with exit code 2 on wrong usage."""
    top = argparse.ArgumentParser(prog="shequ-desk", description="社区全科服务台")
    top.add_argument("--data", type=Path, default=default_path(), metavar="DIR", help="数据文件夹")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _init(commands)
    _signed_in(commands, "verify", "核对数据文件、凭证号和审计链")
    _backup(commands)
    _restore(commands)
    _import(commands)
    _report(commands)
    _demo(commands)
    _self_check(commands)
    return top


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    made = commands.add_parser(name, help=text, description=text)
    made.add_argument("--json", action="store_true", help="只输出一个 JSON 对象")
    made.add_argument("--password-file", type=Path, metavar="FILE", help="密码文件（或环境变量 SHEQU_DESK_PASSWORD）")
    return made


def _signed_in(commands: Commands, name: str, text: str) -> argparse.ArgumentParser:
    made = _command(commands, name, text)
    made.add_argument("--user", required=True, metavar="LOGIN", help="登录名")
    return made


def _init(commands: Commands) -> None:
    made = _command(commands, "init", "建立一个中心")
    made.add_argument("--centre", required=True, help="中心名称")
    made.add_argument("--code", required=True, help="12 位统计用区划代码")
    made.add_argument("--admin", required=True, metavar="LOGIN", help="第一位管理员的登录名")
    made.add_argument("--name", default="", help="第一位管理员的姓名（默认与登录名相同）")
    made.add_argument("--free-code", default="", help="自编社区编码")
    made.add_argument("--kind", choices=("urban", "rural"), default="urban", help="城市社区或农村社区")
    made.add_argument("--window", default="1", help="窗口号")
    made.add_argument("--next-receipt", type=int, default=1, help="下一张凭证号")


def _backup(commands: Commands) -> None:
    made = _signed_in(commands, "backup", "立即备份并校验")
    made.add_argument("--to", type=Path, metavar="DIR", help="备份到另一个文件夹（如移动硬盘）")


def _restore(commands: Commands) -> None:
    made = _command(commands, "restore", "用一份备份替换现有数据")
    made.add_argument("backup", type=Path, help="备份文件夹")
    made.add_argument("--user", metavar="LOGIN", help="登录名（知道当时密码时）")
    made.add_argument("--recovery-file", type=Path, metavar="FILE", help="写有恢复码的文件（换电脑、忘记密码时）")


def _import(commands: Commands) -> None:
    made = _signed_in(commands, "import", "导入名册")
    made.add_argument("what", choices=("residents",), help="居民")
    made.add_argument("file", type=Path, help=".xlsx .xls .ods .csv")
    made.add_argument("--dry-run", action="store_true", help="只核对，不写入")
    made.add_argument("--rejected", type=Path, metavar="FILE", help="退回行另存为工作簿，改好可再导入")


def _report(commands: Commands) -> None:
    made = _signed_in(commands, "report", "出一张报表")
    made.add_argument("key", help="报表名，如 canteen-settlement")
    made.add_argument("--month", metavar="YYYY-MM", help="月份")
    made.add_argument("--day", metavar="YYYY-MM-DD", help="日期")
    made.add_argument("--quarter", metavar="YYYYQN", help="季度，如 2026Q3")
    made.add_argument("--year", metavar="YYYY", help="年份")
    made.add_argument("--out", type=Path, required=True, metavar="FILE", help=".pdf 或 .xlsx")


def _demo(commands: Commands) -> None:
    made = _command(commands, "demo", "在空文件夹里造一个演示社区")
    made.add_argument("--seed", type=int, default=20261121)
    made.add_argument("--months", type=int, default=3)
    made.add_argument("--residents", type=int, default=3000)
    made.add_argument("--user", default="demo", metavar="LOGIN", help="演示账号的登录名")


def _self_check(commands: Commands) -> None:
    made = _command(commands, "self-check", "在临时文件夹里建中心、登录、开一张凭证")
    made.add_argument("--out", type=Path, required=True, metavar="DIR", help="凭证 PDF 存到这里")
