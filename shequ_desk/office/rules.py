"""What a centre is, who works in it, and with which rights."""

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from shequ_desk.kernel.divisions import parse_community
from shequ_desk.kernel.errors import Refusal
from shequ_desk.kernel.money import ZERO, Money

GRANTS: dict[str, frozenset[str]] = {
    "admin": frozenset({"office.accounts", "office.settings", "office.backup"}),
    "director": frozenset({"office.settings", "office.audit"}),
    "auditor": frozenset({"office.audit"}),
}
FOUNDER_ROLES = ("admin", "director", "desk")
LAST_RECEIPT = 999_999
"""The largest number a year's series can begin with; vouchers print six digits."""

_LONGEST_LOGIN, _LONGEST_NAME, _LONGEST_CENTRE, _LONGEST_WINDOW = 32, 50, 50, 10
KINDS = {"urban": "城市社区", "rural": "农村社区（村）"}


@dataclass(frozen=True)
class Centre:
    """The centre's name and codes, as printed on every paper. `demo` marks papers with 演示."""

    SECTION: ClassVar[str] = "centre"
    name: str = ""
    code: str = ""
    free_code: str = ""
    kind: str = "urban"
    window: str = "1"
    demo: bool = False


@dataclass(frozen=True)
class DeskSettings:
    """How the desk behaves: minutes without a key before it locks."""

    SECTION: ClassVar[str] = "desk"
    idle_minutes: int = 10


@dataclass(frozen=True)
class Opening:
    """What paper had counted before the program took over, month to date: stated as such in reports.

    `since` is the first day in the program; amounts cover that month up to the day before.
    """

    SECTION: ClassVar[str] = "opening"
    since: date | None = None
    meals: int = 0
    public_meals: int = 0
    price: Money = ZERO
    subsidy: Money = ZERO
    paid: Money = ZERO


@dataclass(frozen=True)
class Founding:
    """The answers of the first run."""

    centre: Centre
    login: str
    name: str
    password: str = field(repr=False)
    next_receipt: int = 1
    opening: Opening = Opening()


@dataclass(frozen=True)
class Account:
    """A clerk as listed to the administrator. `id` 0 is a new one."""

    id: int
    login: str
    name: str
    roles: tuple[str, ...]
    active: bool = True


def check_centre(centre: Centre) -> None:
    """Refusal when the name is empty, the 12-digit code is wrong (domain.md §2.2) or the kind unknown."""
    if not centre.name.strip():
        raise Refusal("请填写中心名称", "例如：清泉社区党群服务中心", "name")
    if len(centre.name.strip()) > _LONGEST_CENTRE:
        raise Refusal(f"中心名称太长，最多 {_LONGEST_CENTRE} 个字", "印在每张凭证上，请用简称", "name")
    parse_community(centre.code, "code")
    if centre.kind not in KINDS:
        raise Refusal("请选择城市社区或农村社区", field="kind")
    if not centre.window.strip():
        raise Refusal("请填写窗口号", "例如：1", "window")
    if len(centre.window.strip()) > _LONGEST_WINDOW:
        raise Refusal(f"窗口号太长，最多 {_LONGEST_WINDOW} 个字", "例如：1", "window")
    if len(centre.free_code.strip()) > _LONGEST_CENTRE:
        raise Refusal(f"内部编号太长，最多 {_LONGEST_CENTRE} 个字", "请用简写", "free_code")


def check_desk(desk: DeskSettings) -> None:
    """Refusal when the idle time is outside 1 to 120 minutes."""
    if not 1 <= desk.idle_minutes <= 120:
        raise Refusal("自动锁定时间应在 1 到 120 分钟之间", "一般填 10", "idle_minutes")


def check_opening(opening: Opening) -> None:
    """Refusal when amounts are negative, price ≠ paid + subsidy, or no day of the month came before the first one."""
    if min(opening.meals, opening.public_meals, opening.price.fen, opening.subsidy.fen, opening.paid.fen) < 0:
        raise Refusal("启用前手工数不能为负", "没有就填 0", "meals")
    if opening.price != opening.paid + opening.subsidy:
        raise Refusal("启用前手工数不平：原价合计应等于个人自付加补贴", "请核对手工台账", "price")
    if opening == Opening(opening.since):
        return
    if opening.since is None:
        raise Refusal("有启用前的手工数，还要填启用日", "填开始用本程序的那一天", "since")
    if opening.since.day == 1:
        raise Refusal("1 号启用，当月没有启用前的日子", "手工数都填 0；上个月的数不用填", "meals")


def check_account(account: Account) -> None:
    """Refusal when login or name is empty or no role was chosen."""
    if not account.login.strip() or any(c.isspace() for c in account.login):
        raise Refusal("请填写登录名，中间不留空格", "例如：wanglan", "login")
    if not account.name.strip():
        raise Refusal("请填写姓名", "打印在凭证的经办处", "name")
    if len(account.login) > _LONGEST_LOGIN:
        raise Refusal(f"登录名太长，最多 {_LONGEST_LOGIN} 个字符", "例如：wanglan", "login")
    if len(account.name) > _LONGEST_NAME:
        raise Refusal(f"姓名太长，最多 {_LONGEST_NAME} 个字", "打印在凭证的经办处", "name")
    if not account.roles:
        raise Refusal("至少选择一个岗位", "例如：窗口", "roles")
