"""The recovery sheet (key in groups, use, keeping, blanks for the keeper) and the page to try a printer with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from shequ_desk.kernel.dates import long_date
from shequ_desk.paper.fonts import HEI, HEI_BOLD
from shequ_desk.paper.parts import CutLine, Gap, Prose, Signatures, SpacedTitle, baseline
from shequ_desk.paper.pen import Pen
from shequ_desk.paper.sheet import Block, Sheet
from shequ_desk.paper.style import A4, A5_LANDSCAPE, BODY, HEADING, MM, ROLL_58, ROLL_80, SMALL, SUBTITLE

_PAPERS = {"A4": A4, "A5": A5_LANDSCAPE, "roll80": ROLL_80, "roll58": ROLL_58}
_PER_ROW = 3
_HIGH = 17 * MM
_GAP = 3 * MM
_TEXT = replace(BODY, size=11.5, pitch=19, after=4)
_SUB = replace(SUBTITLE, size=12, pitch=20)

_USES = (
    "1. 所有人都忘记密码时：在登录窗口按 F2（忘记密码），照此输入密钥，为一个登录名设新密码。",
    "2. 电脑损坏或更换时：在新电脑上装好程序，选“从备份恢复”，指定备份文件夹并输入密钥。",
    "没有密码、也没有这张单，数据谁也打不开，开发单位同样打不开。",
)
_KEEPING = (
    "1. 装入信封封好，由主任锁进保险柜或带锁的柜子；不贴在电脑旁，不拍照、扫描、发微信。",
    "2. 与备份盘分开存放：两样在一起，捡到的人就能看到全部居民信息。",
    "3. 换保管人、怀疑被人看过时，在“设置—恢复单”签发新单；旧单随即作废，请当场销毁。",
    "4. 旧单仍能打开签发新单以前做的备份，那些备份也要收好。",
)
_READING = "密钥共六组，每组 5 个字符，没有数字 0 和字母 O、I、L、U。输入时大小写、空格、横线都不要紧。"


def recovery_sheet(centre: str, key: str, day: date, demo: bool = False) -> bytes:
    """Return the A4 sheet as PDF; `key` is six groups joined by `-`, as `KeyFile` gives it."""
    issued = long_date(day)
    story: list[Block] = [
        SpacedTitle("数据恢复单", size=22, spacing=6, pitch=36),
        Prose(centre, _SUB),
        Prose(f"签发日期：{issued}", SUBTITLE),
        Gap(10),
        _KeyBoxes(key.split("-")),
        Gap(6),
        Prose(_READING, SMALL),
        *_part("这张单有什么用", _USES),
        *_part("怎样保管", _KEEPING),
        Gap(14),
        CutLine(),
        Prose("保管记录", HEADING),
        *(Signatures(("保管人", "存放处", "日期"), size=11.5, pitch=34) for _ in range(4)),
    ]
    watermark = "演示" if demo else ""
    return Sheet(A4, f"{centre} 数据恢复单", watermark, foot="机密 · 只打印一份 · 社区全科服务台").build(story)


def _part(title: str, lines: Sequence[str]) -> list[Block]:
    return [Gap(6), Prose(title, HEADING), *(Prose(line, _TEXT) for line in lines)]


class _KeyBoxes(Block):
    """The groups of the key, each in a box with its number, three to a row."""

    def __init__(self, groups: Sequence[str]) -> None:
        self._groups = groups

    def height(self, width: float) -> float:
        rows = -(-len(self._groups) // _PER_ROW)
        return rows * _HIGH + (rows - 1) * _GAP

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        wide = (width - (_PER_ROW - 1) * _GAP) / _PER_ROW
        for place, group in enumerate(self._groups):
            left = x + place % _PER_ROW * (wide + _GAP)
            top = y + place // _PER_ROW * (_HIGH + _GAP)
            pen.fill([(left, top, wide, _HIGH)], 0.96)
            pen.boxes([(left, top, wide, _HIGH)], 0.8)
            pen.text(left + 6, baseline(top, 20, 9), str(place + 1), HEI, 9)
            pen.centre(left + wide / 2, baseline(top, _HIGH, 25), group, HEI_BOLD, 25, 4)


def trial_page(paper: str, title: str, now: datetime) -> bytes:
    """Return a page to try a printer with; `paper` is a key of desk.printing.PAPERS, `title` its name."""
    story: list[Block] = [
        SpacedTitle("打印机试打页", size=16, pitch=24),
        Prose(f"{title}　{now:%Y-%m-%d %H:%M}", SUBTITLE),
        Gap(4),
        _Ruler(),
        Gap(4),
        Prose("请用尺子量上面的刻度：应是 40 毫米。偏大偏小，请在打印机设置里关闭“适合页面”。", BODY),
        Prose("字样：清泉社区 ￥1,234.50 壹仟贰佰叁拾肆元伍角 𬀩 䶮 㛃 𬭎", BODY),
    ]
    return Sheet(_PAPERS[paper], "打印机试打页").build(story)


class _Ruler(Block):
    """A scale of 40 mm with a mark every 5 mm."""

    def height(self, width: float) -> float:
        return 8 * MM

    def draw(self, pen: Pen, x: float, y: float, width: float) -> None:
        foot = y + 6 * MM
        pen.line(x, foot, x + 40 * MM, foot)
        for mark in range(0, 41, 5):
            pen.line(x + mark * MM, foot, x + mark * MM, foot - (4 if mark % 10 == 0 else 2) * MM)
