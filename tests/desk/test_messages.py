"""Messages: each kind of error is shown in its own way; theme: contrast holds."""

import pytest

from shequ_desk.desk.fields import Form, NameEdit
from shequ_desk.desk.messages import Messages, Question, Recorder
from shequ_desk.desk.theme import ACCENTS, COLOURS, style_sheet
from shequ_desk.kernel.errors import Conflict, DeskError, Refusal, Trouble


@pytest.mark.parametrize(
    ("error", "where"),
    [(Refusal("份数已满"), "refusals"), (Trouble("磁盘已满"), "troubles"), (Conflict("别人先改了"), "questions")],
)
def test_guard_shows_each_kind_in_its_place(
    messages: Messages, recorder: Recorder, error: DeskError, where: str
) -> None:
    def fail() -> None:
        raise error

    assert not messages.guard(fail)
    assert {name: len(getattr(recorder, name)) for name in ("refusals", "troubles", "questions")} == {
        "refusals": 0,
        "troubles": 0,
        "questions": 0,
        where: 1,
    }


def test_guard_leaves_bugs_alone(messages: Messages) -> None:
    with pytest.raises(ZeroDivisionError):
        messages.guard(lambda: 1 // 0)


def test_a_field_of_the_form_takes_the_refusal(messages: Messages, recorder: Recorder) -> None:
    form = Form([NameEdit("name")])
    messages.refuse(Refusal("姓名没有填", field="name"), form)
    assert (form.rows["name"].error(), recorder.refusals) == ("✗ 姓名没有填", [])


def test_a_conflict_reads_again_when_wanted(messages: Messages, recorder: Recorder) -> None:
    read: list[str] = []
    messages.conflict(Conflict("王岚刚改过这位居民", "重新读取后再改"), lambda: read.append("again"))
    question = recorder.questions[0]
    assert isinstance(question, Question)
    recorder.answer()
    assert (question.detail, read) == ("重新读取后再改", ["again"])


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("tone", list(ACCENTS))
def test_accents_can_be_read(tone: str) -> None:
    accent = next(value for name, value in ACCENTS.items() if name == tone)
    assert contrast(accent.strong, accent.tint) >= 4.5
    assert contrast(COLOURS["white"], accent.strong) >= 4.5


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "ground"),
        ("muted", "ground"),
        ("faint", "card"),
        ("rail_text", "rail"),
        ("rail_small", "rail"),
        ("rail_text", "rail_on"),
    ],
)
def test_words_can_be_read(ink: str, ground: str) -> None:
    assert contrast(COLOURS[ink], COLOURS[ground]) >= 4.5


def test_large_mode_scales_the_sheet() -> None:
    assert "font-size: 14px" in style_sheet(1.0)
    assert "font-size: 58px" in style_sheet(1.25)
    assert "$" not in style_sheet(1.0)
