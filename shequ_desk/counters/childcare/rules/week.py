"""Days of the week, Monday is 0: to choose from, and in words."""

from collections.abc import Collection, Sequence

WEEKDAYS = tuple((str(day), f"周{name}") for day, name in enumerate("一二三四五六日"))
"""(key, words) of every day."""


def weekdays_text(days: Collection[int]) -> str:
    """周一至周五、周日: three and more after one another by the first and the last; all seven are 每天."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "每天" if len(days) == len(WEEKDAYS) else "、".join(_words(run) for run in runs)


def _words(run: Sequence[int]) -> str:
    names = [WEEKDAYS[day][1] for day in run]
    return f"{names[0]}至{names[-1]}" if len(names) > 2 else "、".join(names)
