"""What must lie in a child's file before the first stay; domain.md §4 (管理规范 11), §8 (个人信息保护法 31)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shequ_desk.counters.childcare.rules.fees import RefundRule
from shequ_desk.counters.childcare.rules.offer import Programme
from shequ_desk.kernel.dates import add_months, age_years
from shequ_desk.kernel.errors import Refusal

CONSENT, AGREEMENT, HEALTH, VACCINE = "consent", "agreement", "health", "vaccine"
DOCUMENT_KINDS = {
    CONSENT: "监护人知情同意书",
    AGREEMENT: "托育服务协议",
    HEALTH: "健康检查表",
    VACCINE: "预防接种证查验",
}
CONSENT_UNDER = 14
RECHECK_MONTHS = 3
ADULT = 18
RELATIONS = ("父", "母", "祖父", "祖母", "外公", "外婆", "其他监护人")
CARER_KINDS = ("父母", "祖辈", "保姆", "其他")


@dataclass(frozen=True)
class Document:
    """A paper in a child's file. `signed_on` is the date of signature, check or vaccination; `valid_to` the last day.

    `signer` and `relation` of consent and agreement; `terms_no` and `version` name the printed text that was signed.
    """

    id: int
    child_id: int
    kind: str
    signed_on: date
    valid_to: date | None
    signer: str = ""
    relation: str = ""
    signer_id: int | None = None
    terms_id: int = 0
    version: str = ""
    note: str = ""
    withdrawn_on: date | None = None
    entered_by: str = ""

    @property
    def title(self) -> str:
        """托育服务协议."""
        return DOCUMENT_KINDS[self.kind]

    def stands(self, day: date) -> bool:
        """Whether the paper is good on the day: signed, not run out, not withdrawn."""
        gone = self.withdrawn_on is not None and self.withdrawn_on <= day
        return self.signed_on <= day and not gone and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Terms:
    """The text of an agreement or a consent notice, in force from a day; agreements carry the refund rules."""

    kind: str
    version: str
    text: str
    valid_from: date
    refunds: tuple[RefundRule, ...] = ()
    id: int = 0


@dataclass(frozen=True)
class Missing:
    """A paper that is missing before a stay: `kind` of Document, why, and whether a blank one can be printed."""

    kind: str
    text: str

    @property
    def title(self) -> str:
        """托育服务协议."""
        return DOCUMENT_KINDS[self.kind]


def missing(
    documents: Iterable[Document], programme: Programme, birth: date, day: date, last_stay: date | None
) -> tuple[Missing, ...]:
    """What must still be brought before a stay on the day, in the order it is asked for."""
    standing = [one for one in documents if one.stands(day)]
    kinds = {one.kind for one in standing}
    found = []
    if age_years(birth, day) < CONSENT_UNDER and CONSENT not in kinds:
        found.append(Missing(CONSENT, "未满 14 周岁，须由监护人签署知情同意书"))
    if AGREEMENT not in kinds:
        found.append(Missing(AGREEMENT, "首次入托前须签订托育服务协议"))
    if programme.under_three:
        found += _health(standing, kinds, day, last_stay)
    return tuple(found)


def recheck_due(last_stay: date | None, day: date) -> bool:
    """Whether the child was away for three calendar months or more (管理规范 11)."""
    return last_stay is not None and day >= add_months(last_stay, RECHECK_MONTHS)


def check_document(document: Document, today: date, adult: bool = True) -> None:
    """Refusal when a field makes no sense. `adult`: the signer is known to be one, or is nobody in the register."""
    if document.kind not in DOCUMENT_KINDS:
        raise Refusal("请选择材料种类", "、".join(DOCUMENT_KINDS.values()), "kind")
    if document.signed_on > today:
        raise Refusal("签署或检查日期晚于今天", "请核对日期；电脑日期不对请先校正", "signed_on")
    if document.valid_to is not None and document.valid_to < document.signed_on:
        raise Refusal("有效期早于签署或检查日期", "请核对有效期", "valid_to")
    if document.kind in (CONSENT, AGREEMENT):
        _check_signer(document, adult)


def _check_signer(document: Document, adult: bool) -> None:
    if document.signer_id == document.child_id:
        raise Refusal("监护人不能是儿童本人", "请选择父母或其他监护人", "signer_id")
    if not adult:
        raise Refusal("监护人须年满 18 周岁", "请选择成年监护人", "signer_id")
    if not document.signer.strip():
        raise Refusal("请填写签署的监护人", "姓名与身份证件一致", "signer")
    if not document.relation.strip():
        raise Refusal("请选择与儿童的关系", "例如：母", "relation")


def _health(standing: list[Document], kinds: set[str], day: date, last_stay: date | None) -> list[Missing]:
    found = []
    if HEALTH not in kinds:
        found.append(Missing(HEALTH, "入托前须有在有效期内的健康检查"))
    elif recheck_due(last_stay, day) and not _checked_since(standing, last_stay):
        found.append(Missing(HEALTH, f"已离托满 {RECHECK_MONTHS} 个月（上次 {last_stay}），须重新健康检查"))
    if VACCINE not in kinds:
        found.append(Missing(VACCINE, "入托前须查验预防接种证"))
    return found


def _checked_since(standing: list[Document], last_stay: date | None) -> bool:
    return last_stay is None or any(one.kind == HEALTH and one.signed_on > last_stay for one in standing)
