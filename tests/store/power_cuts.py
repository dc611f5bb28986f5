"""What a disk may hold after a power cut: all that was synced, and any part of what was written since."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from random import Random

from tests.store.power_record import Act

SECTOR = 512
"""What a disk writes whole; a page of 4,096 bytes may be torn into eight of them."""

Image = dict[str, bytearray]


class Disk:
    """`sure` is what every cut leaves; what was done since the last sync of a file waits, in order."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.sure: Image = {path: bytearray(content) for path, content in files.items()}
        self._waiting: dict[str, list[Act]] = defaultdict(list)

    def take(self, act: Act) -> None:
        """The next act of the program."""
        if act.kind == "sync":
            for done in self._waiting.pop(act.path, ()):
                _apply(self.sure, done)
        elif act.kind != "saved":
            self._waiting[act.path].append(act)

    def after_cut(self, chance: Random) -> Image:
        """One of the many things that may be left: every waiting sector by chance, from none to all."""
        image = {path: bytearray(content) for path, content in self.sure.items()}
        luck = chance.choice((0.0, chance.random(), 1.0))
        for acts in self._waiting.values():
            for act in _survivors(acts, chance, luck):
                _apply(image, act)
        return image


def _survivors(acts: list[Act], chance: Random, luck: float) -> Iterator[Act]:
    for act in acts:
        if act.kind == "delete" and chance.random() >= luck:
            return  # the name still leads to the old file: what was written to the next one cannot be found
        for part in _sectors(act):
            if act.kind == "delete" or chance.random() < luck:
                yield part


def _sectors(act: Act) -> Iterator[Act]:
    if act.kind != "write":
        yield act
        return
    start, end = act.offset, act.offset + len(act.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        yield Act("write", act.path, start, act.data[start - act.offset : stop - act.offset])
        start = stop


def _apply(image: Image, act: Act) -> None:
    if act.kind == "delete":
        image.pop(act.path, None)
        return
    content = image.setdefault(act.path, bytearray())
    if act.kind == "truncate":
        del content[act.offset :]
        return
    content.extend(bytes(max(0, act.offset - len(content))))
    content[act.offset : act.offset + len(act.data)] = act.data
