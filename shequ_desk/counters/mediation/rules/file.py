"""一案一卷: which papers belong in a case's file and which are there (domain.md §3.1).

A paper counts only when its signed original is recorded with date and pages; printing it counts for nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shequ_desk.kernel.errors import Refusal

DOCUMENTS: dict[str, str] = {
    "application": "人民调解申请书",
    "registration": "人民调解受理登记表",
    "rights": "权利义务告知书",
    "identity": "当事人身份证明",
    "mandate": "授权委托书",
    "referral": "委托调解函",
    "investigation": "人民调解调查记录",
    "evidence": "人民调解证据材料",
    "record": "人民调解记录",
    "agreement": "人民调解协议书",
    "oral": "人民调解口头协议登记表",
    "notice": "终止调解通知书",
    "performance": "履行情况记录",
    "visit": "人民调解回访记录",
    "confirmation": "司法确认有关材料",
    "explanation": "卷宗情况说明",
    "binding": "卷宗封面、目录、封底",
}
"""In the order they are bound."""

EXCUSABLE = ("identity", "mandate", "referral", "investigation", "evidence", "performance", "visit")
"""What a recorded 卷宗情况说明 may stand in for."""

_FIRM = ("application", "registration", "rights")
"""May be explained away only when a case ended without agreement: somebody would not sign."""

SUCCESS = ("success",)


@dataclass(frozen=True)
class FileFacts:
    """What decides which papers a file needs.

    `outcome` a key of OUTCOMES or empty; `steps` states the case was in; `excused` papers a 情况说明 stands for;
    `recorded` papers whose originals are there; `all_verified` every party's certificate was seen.
    """

    source: str
    outcome: str
    form: str
    steps: frozenset[str]
    recorded: frozenset[str]
    excused: frozenset[str] = frozenset()
    rights_notice: bool = True
    has_agents: bool = False
    has_evidence: bool = False
    has_mediation_log: bool = False
    at_once: bool = False
    confirmation: bool = False
    all_verified: bool = False


@dataclass(frozen=True)
class FileItem:
    """One line of the file. `required` for this case; `present` when it counts; `text` '2 页', '未入卷', '已说明'."""

    key: str
    title: str
    required: bool
    present: bool
    pages: int
    signed_on: date | None
    text: str


@dataclass(frozen=True)
class Completeness:
    """The meter: `done` of `total` required papers; `missing` names the rest."""

    items: tuple[FileItem, ...]
    done: int
    total: int
    missing: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is missing."""
        return not self.missing


@dataclass(frozen=True)
class Recorded:
    """The originals of one paper together: pages summed, the newest date."""

    key: str
    pages: int
    signed_on: date


def required(facts: FileFacts) -> tuple[str, ...]:
    """The papers this file needs, in binding order; an open case is expected to be settled."""
    wanted = set(_opening(facts)) | set(_middle(facts)) | set(_outcome(facts)) | {"identity", "binding"}
    if _excused(facts) or facts.outcome == "passed":
        wanted.add("explanation")
    return tuple(key for key in DOCUMENTS if key in wanted)


def present(facts: FileFacts) -> frozenset[str]:
    """The papers that count: recorded, excused, or for certificates every original seen."""
    seen = {"identity"} if facts.all_verified else set[str]()
    return facts.recorded | _excused(facts) | seen


def missing(facts: FileFacts) -> tuple[str, ...]:
    """What is required and not there."""
    there = present(facts)
    return tuple(key for key in required(facts) if key not in there)


def missing_to_finish(facts: FileFacts) -> tuple[str, ...]:
    """What is missing to leave mediation with this outcome; the rest may follow until the file is bound."""
    gate = {*_opening(facts), "record", "agreement", "oral", "notice", "explanation"}
    if facts.outcome in SUCCESS:
        gate.add("rights")
    return tuple(key for key in missing(facts) if key in gate)


def completeness(facts: FileFacts, originals: Iterable[Recorded]) -> Completeness:
    """The meter with every paper that is required or there."""
    found = {one.key: one for one in originals}
    needed, there = required(facts), present(facts)
    items = tuple(
        _item(key, key in needed, key in there, found.get(key), facts)
        for key in DOCUMENTS
        if key in needed or key in there
    )
    lacking = tuple(DOCUMENTS[key] for key in needed if key not in there)
    return Completeness(items, len(needed) - len(lacking), len(needed), lacking)


def check_excuse(key: str, reason: str, facts: FileFacts) -> None:
    """Refusal when this paper cannot be explained away, or no reason is given."""
    if key not in EXCUSABLE and not (key in _FIRM and _without_agreement(facts)):
        title = DOCUMENTS.get(key, key)
        raise Refusal(f"“{title}”不能用情况说明代替", "请补齐签字的原件", "key")
    if not reason.strip():
        raise Refusal("请写明缺少的原因", "写进卷宗情况说明", "reason")


def refuse_missing(keys: Iterable[str], act: str) -> None:
    """Refusal naming the papers when there are any."""
    titles = "、".join(f"《{DOCUMENTS[key]}》" for key in keys)
    if titles:
        raise Refusal(f"还不能{act}：缺 {titles} 的签字原件", "打印后签字，再登记原件的日期和页数", "file")


def _without_agreement(facts: FileFacts) -> bool:
    return facts.outcome not in (*SUCCESS, "")


def _excused(facts: FileFacts) -> frozenset[str]:
    """What counts as explained: signatures of the parties only when the case ends without agreement."""
    return facts.excused if _without_agreement(facts) else facts.excused - frozenset(_FIRM)


def _opening(facts: FileFacts) -> tuple[str, ...]:
    """Application or registration: one is enough (司发通〔2010〕239号)."""
    there = facts.recorded | _excused(facts)
    found = tuple(key for key in ("application", "registration") if key in there)
    return found or (("application",) if facts.source == "apply" else ("registration",))


def _middle(facts: FileFacts) -> Iterable[str]:
    if facts.rights_notice:
        yield "rights"
    if facts.has_agents:
        yield "mandate"
    if facts.source == "referred":
        yield "referral"
    if "investigating" in facts.steps:
        yield "investigation"
    if facts.has_evidence:
        yield "evidence"
    if facts.has_mediation_log or facts.outcome in ("success", "failed", ""):
        yield "record"


def _outcome(facts: FileFacts) -> Iterable[str]:
    if facts.outcome in ("failed", "ended"):
        yield "notice"
    if facts.outcome in (*SUCCESS, ""):
        yield "oral" if facts.form == "oral" else "agreement"
        yield "visit"
        if not facts.at_once:
            yield "performance"
    if facts.confirmation:
        yield "confirmation"


def _item(key: str, needed: bool, there: bool, found: Recorded | None, facts: FileFacts) -> FileItem:
    if found is None:
        return FileItem(key, DOCUMENTS[key], needed, there, 0, None, _words(key, there, facts))
    return FileItem(key, DOCUMENTS[key], needed, there, found.pages, found.signed_on, f"{found.pages} 页")


def _words(key: str, there: bool, facts: FileFacts) -> str:
    if key in _excused(facts):
        return "已说明"
    return "原件已核验" if there else "未入卷"
