"""What can be done with a case now, each act with what it needs; pure words, the sheets do the work."""

from collections.abc import Iterator
from dataclasses import dataclass

from shequ_desk.counters.mediation.rules import CaseView

OPENING = ("application", "registration", "rights", "record")


@dataclass(frozen=True)
class Act:
    """`key` names the sheet, `title` the verb, `needs` what must be at hand."""

    key: str
    title: str
    needs: str


def acts_of(view: CaseView) -> tuple[Act, ...]:
    """The acts the path allows, the next step first."""
    if view.state == "archived":
        return ()
    return (*_papers_to_sign(view), *_next_steps(view), *_always(view))


def _papers_to_sign(view: CaseView) -> Iterator[Act]:
    """A draft waits for its signed original; it may also be dropped."""
    if view.outcome:
        return
    if view.agreement:
        needs = "三项签署日期、原件页数和份数" if view.agreement.form == "written" else "调解员签名的登记表原件"
        yield Act("sign", "登记签署的协议，达成协议", needs + _lacking(view))
        yield Act("agreement", "改协议草稿", "签署之前可以改")
    elif view.ending:
        yield Act("end", "登记终止调解通知书原件，结案", "送达日期、页数" + _lacking(view))
        yield Act("ending", "改终止的内容", "签署之前可以改")
    elif view.passing:
        yield Act("pass_on", "登记情况说明原件，转交", "签署日期、页数" + _lacking(view))
        yield Act("passing", "改转交的内容", "签署之前可以改")
    else:
        return
    yield Act("drop", "放弃这份草稿，继续调解", "案件回到原来的状态")


def _next_steps(view: CaseView) -> Iterator[Act]:
    free = not (view.agreement or view.ending or view.passing)
    if "investigating" in view.moves and free:
        yield Act("investigating", "进入调查", "开始的日期")
    if "mediating" in view.moves and free:
        yield Act("mediating", "进入调解", "开始的日期；双方都愿意调解")
    if "agreed" in view.moves and free:
        yield Act("agreement", "拟协议（书面或口头）", "事实和争议、协议内容、履行方式和期限")
    if "ended" in view.moves and free:
        yield Act("ending", "调解不成或终止", "原因、已告知的其他途径；随后打印终止调解通知书")
        yield Act("passing", "转交", "转交给谁、原因；随后打印卷宗情况说明")
    yield from _after_agreement(view)
    if "archived" in view.moves:
        lack = "、".join(one for one in view.completeness.missing if "封面" not in one)
        yield Act("archive", "归档", f"还缺 {lack}" if lack else "卷宗已齐：立卷人、日期、总页数")


def _after_agreement(view: CaseView) -> Iterator[Act]:
    agreement = view.agreement
    if agreement is None or not agreement.effective_on:
        return
    if "performed" in view.moves:
        yield Act("perform", "登记履行情况", "日期、履行了什么")
    if "visited" in view.moves:
        yield Act("visit", "登记回访", "日期、履行情况、当事人意见、回访人")
    if view.confirmation is None and agreement.form == "written":
        yield Act("confirm", "申请司法确认", "双方共同申请，生效之日起三十日内")
    elif view.confirmation is not None and view.confirmation.result == "applied":
        yield Act("confirmed", "登记法院确认结果", "结果、日期、文书号")


def _always(view: CaseView) -> Iterator[Act]:
    if not view.outcome:
        yield Act("edit", "改案情登记", "类型、金额、地点、简要情况")
        yield Act("assign", "换人办理", "网格员、老娘舅、街道，写明原因")
        yield Act("extend", "延长期限", "双方都提出要求、商定的日期")
    yield Act("original", "登记签字的原件", "哪份文书、签署日期、页数")
    yield Act("excuse", "登记缺件说明", "缺哪份、为什么，写进卷宗情况说明")


def _lacking(view: CaseView) -> str:
    lack = [one.title for one in view.completeness.items if one.key in OPENING and one.required and not one.present]
    return f"；还缺 {'、'.join(lack)}" if lack else ""
