"""Which colour a state or an entry of the log carries; the word always stands beside it."""

from shequ_desk.desk.theme import Tone

STATES: dict[str, Tone] = {
    "accepted": "blue",
    "investigating": "gold",
    "mediating": "plum",
    "agreed": "green",
    "failed": "red",
    "ended": "grey",
    "passed": "red",
    "performed": "green",
    "visited": "green",
    "archived": "grey",
}
ENTRIES: dict[str, Tone] = {
    "accept": "blue",
    "investigate": "gold",
    "mediate": "plum",
    "agree": "green",
    "perform": "green",
    "visit": "green",
    "contact": "grey",
    "evidence": "gold",
    "step": "grey",
    "escalate": "red",
    "correct": "gold",
    "other": "grey",
}
