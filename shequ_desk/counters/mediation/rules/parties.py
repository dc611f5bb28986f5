"""Who is in a case: parties, their agents, committees and mediators."""

from dataclasses import dataclass
from datetime import date

from shequ_desk.counters.mediation.rules.lists import AGENT_KINDS, COMMITTEE_KINDS, LEVELS, PARTY_KINDS, SIDES
from shequ_desk.counters.mediation.rules.naming import surname_only
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.identity import inspect
from shequ_desk.kernel.masks import mask_phone
from shequ_desk.kernel.names import check_name
from shequ_desk.kernel.phones import check_phone
from shequ_desk.kernel.uscc import inspect_uscc

MOST_REPRESENTATIVES = 5


@dataclass(frozen=True)
class Agent:
    """Somebody who acts for a party; `kind` a key of AGENT_KINDS, `scope` what the mandate covers."""

    name: str
    kind: str = "mandate"
    relation: str = ""
    phone: str = ""
    scope: str = ""


@dataclass(frozen=True)
class PartyDraft:
    """A party as typed. With `person_id` empty fields are filled from the resident's record.

    `side` a key of SIDES, `kind` of PARTY_KINDS; an organisation has `uscc` and its representative in `head`.
    `verified`: the original certificate was seen today (原件已核验); no image of it is ever kept.
    `representative`: elected to speak for many parties (at most five a side, 宁波市人民调解条例 art 20).
    """

    side: str
    name: str = ""
    kind: str = "person"
    person_id: int | None = None
    sex: str = ""
    ethnic: str = ""
    birth: date | None = None
    occupation: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    uscc: str = ""
    head: str = ""
    verified: bool = False
    representative: bool = False
    agents: tuple[Agent, ...] = ()


@dataclass(frozen=True)
class Party(PartyDraft):
    """A party of a case. `age` on the day of acceptance; `verified_on` and `verified_by` say who saw the original."""

    id: int = 0
    age: int | None = None
    verified_on: date | None = None
    verified_by: str = ""

    @property
    def shown(self) -> str:
        """The name for lists: 周某; organisations have no privacy to keep."""
        return self.name if self.kind == "organisation" else surname_only(self.name)

    @property
    def phone_masked(self) -> str:
        """For the screen; papers print the whole number."""
        return mask_phone(self.phone) if self.phone else ""


@dataclass(frozen=True)
class Committee:
    """A mediation committee; `abbreviation` stands in the case number. `kind` a key of COMMITTEE_KINDS."""

    id: int
    name: str
    abbreviation: str
    kind: str = "village"
    active: bool = True


@dataclass(frozen=True)
class Mediator:
    """One of the roster. `level` a key of LEVELS; both days included; `open_cases` and `cases` count as host."""

    id: int
    name: str
    level: str
    committee_id: int
    phone: str = ""
    from_day: date = date.min
    to_day: date | None = None
    open_cases: int = 0
    cases: int = 0


def check_party(party: PartyDraft, today: date) -> None:
    """Refusal naming the field: side, kind, name, certificate number, USCC, phone, agents."""
    if party.side not in SIDES or party.kind not in PARTY_KINDS:
        raise Refusal("请选择申请人或被申请人", "每名当事人都要归到一方", "side")
    if party.kind == "person":
        check_name(party.name, "name")
    elif not party.name.strip():
        raise Refusal("请填写单位名称", "按营业执照或登记证书填写", "name")
    if party.id_number:
        inspect(party.id_number, today, field="id_number")
    if party.uscc:
        inspect_uscc(party.uscc, "uscc")
    if party.phone:
        check_phone(party.phone, "phone")
    if party.birth and party.birth > today:
        raise Refusal("出生日期晚于今天", "请核对出生日期", "birth")
    for agent in party.agents:
        _check_agent(agent)


def check_sides(parties: tuple[PartyDraft, ...]) -> None:
    """Refusal when a side is empty, somebody stands twice, or a side has more than five representatives."""
    for side, title in SIDES.items():
        mine = [one for one in parties if one.side == side]
        if not mine:
            raise Refusal(
                f"还没有{title}，一个案件至少有双方", f"请添加{title}；只有一方的事项请按信访或咨询登记", "parties"
            )
        if sum(one.representative for one in mine) > MOST_REPRESENTATIVES:
            raise Refusal(
                f"{title}的代表人超过 {MOST_REPRESENTATIVES} 名",
                f"请推选 {MOST_REPRESENTATIVES} 名以下代表人",
                "parties",
            )
    known = [one.person_id for one in parties if one.person_id]
    if len(known) != len(set(known)):
        raise Refusal("同一名居民登记了两次", "请删去重复的当事人", "parties")


def check_committee(committee: Committee) -> None:
    """Refusal when name, abbreviation or kind is missing."""
    if not committee.name.strip():
        raise Refusal("请填写调解委员会名称", "例如：清泉社区人民调解委员会", "name")
    if not committee.abbreviation.strip():
        raise Refusal("请填写案号中的简称", "例如：清泉", "abbreviation")
    if committee.kind not in COMMITTEE_KINDS:
        raise Refusal("请选择调解委员会的类别", "、".join(COMMITTEE_KINDS.values()), "kind")


def check_mediator(mediator: Mediator) -> None:
    """Refusal when name, level, phone or the period is wrong."""
    check_name(mediator.name, "name")
    if mediator.level not in LEVELS:
        raise Refusal("请选择调解员的层级", "、".join(LEVELS.values()), "level")
    if mediator.phone:
        check_phone(mediator.phone, "phone")
    if mediator.to_day is not None and mediator.to_day < mediator.from_day:
        raise Refusal("离任日期早于聘任日期", "请核对日期", "to_day")


def _check_agent(agent: Agent) -> None:
    check_name(agent.name, "agents")
    if agent.kind not in AGENT_KINDS:
        raise Refusal("请选择代理人的种类", "、".join(AGENT_KINDS.values()), "agents")
    if agent.phone:
        check_phone(agent.phone, "agents")
