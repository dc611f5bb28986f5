"""The desk's own choices where no national rule exists (domain.md §3.2, §3.4, §12)."""

from dataclasses import dataclass
from typing import ClassVar

from shequ_desk.kernel.errors import Refusal

BRACKETS = {"round": ("（", "）"), "hex": ("〔", "〕"), "square": ("[", "]")}


@dataclass(frozen=True)
class Mediation:
    """How cases are numbered, timed and kept.

    `limit_months` calendar months from acceptance; `written_forced`: Ningbo's rule on written agreements holds;
    `rights_notice`: 权利义务告知书 belongs to every file; `visit_days` from the agreement to the planned return visit;
    `photo_pixels` the longer side a photo is shrunk to; `upload_megabytes` and `stored_megabytes` before and after it.
    """

    SECTION: ClassVar[str] = "mediation"
    brackets: str = "round"
    word: str = "人调字"
    limit_months: int = 1
    written_forced: bool = True
    rights_notice: bool = True
    visit_days: int = 30
    retention: str = "长期"
    photo_pixels: int = 2000
    upload_megabytes: int = 30
    stored_megabytes: int = 10


def check_settings(values: Mediation) -> None:
    """Refusal when a value is out of bounds."""
    if values.brackets not in BRACKETS:
        raise Refusal("请选择案号的括号样式", "（2026）、〔2026〕或 [2026]", "brackets")
    if not values.word.strip():
        raise Refusal("请填写案号用字", "一般填 人调字", "word")
    if not values.retention.strip():
        raise Refusal("请填写保管期限", "一般填 长期", "retention")
    _between(values.limit_months, 1, 12, "调解期限（月）", "limit_months")
    _between(values.visit_days, 1, 365, "回访间隔（天）", "visit_days")
    _between(values.photo_pixels, 800, 6000, "照片长边（像素）", "photo_pixels")
    _between(values.upload_megabytes, 1, 200, "附件上限（兆）", "upload_megabytes")
    _between(values.stored_megabytes, 1, 50, "入库上限（兆）", "stored_megabytes")


def _between(value: int, least: int, most: int, title: str, field: str) -> None:
    if not least <= value <= most:
        raise Refusal(f"{title}应在 {least} 到 {most} 之间", "请改后再保存", field)
