"""Takes building and room out of an address as rosters write it."""

import re

from shequ_desk.kernel.halfwidth import half_width

_BUILDING = r"(?P<building>\d+[A-Za-z]?)"
_UNIT = r"(?:(?P<unit>\d+)单元)?"
_ROOM = r"(?P<room>\d+[A-Za-z]?)"
_WAYS = (
    re.compile(rf"(?P<address>.*?)第?{_BUILDING}(?:幢|栋|号楼|座|#楼?){_UNIT}{_ROOM}(?:室|号)?"),
    re.compile(rf"(?P<address>.*?)第?{_BUILDING}号{_UNIT}{_ROOM}室"),
    re.compile(rf"(?P<address>(?:.*[^\d—–-])?){_BUILDING}[-—–](?:(?P<unit>\d+)[-—–])?{_ROOM}室?"),
)
_SUFFIX = re.compile(r"(?:幢|栋|号楼|楼|座|室|号|#)+$")


def split_address(text: str) -> tuple[str, str, str]:
    """Address, building and room: "清泉花园12幢302室" → ("清泉花园", "12", "302"); a unit goes with the room.

    What has no building and room stays whole in the address.
    """
    plain = re.sub(r"\s+", "", half_width(text))
    for way in _WAYS:
        if found := way.fullmatch(plain):
            parts = found.groupdict()
            room = "-".join(filter(None, (parts["unit"], parts["room"])))
            return parts["address"], parts["building"], room
    return text.strip(), "", ""


def bare(text: str) -> str:
    """ "12幢" → "12", "302室" → "302"."""
    return _SUFFIX.sub("", re.sub(r"\s+", "", half_width(text)))
