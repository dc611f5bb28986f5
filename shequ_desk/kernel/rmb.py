"""Amounts in words (人民币大写), domain.md §6.1: the form valid under 支付结算办法 and 会计基础工作规范 alike."""

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("仟", "佰", "拾", "")
_GROUPS = ("亿", "万", "")
_GROUP_SIZE = 10_000
CURRENCY = "人民币"
NEGATIVE = "（负）"


def in_words(fen: int, prefix: bool = False) -> str:
    """`fen` (分) in words: 整 after 元 and after 角, none after 分; `prefix` puts 人民币 before it, without a gap."""
    sign = NEGATIVE if fen < 0 else ""
    return (CURRENCY if prefix else "") + sign + _unsigned(abs(fen))


def _unsigned(fen: int) -> str:
    yuan, cents = divmod(fen, 100)
    if not cents:
        return f"{_whole(yuan) or '零'}元整"
    whole = f"{_whole(yuan)}元" if yuan else ""
    return whole + _cents(cents, after_yuan=bool(yuan))


def _cents(cents: int, after_yuan: bool) -> str:
    jiao, fen = divmod(cents, 10)
    if not fen:
        return f"{_DIGITS[jiao]}角整"
    tenth = f"{_DIGITS[jiao]}角" if jiao else "零" * after_yuan
    return f"{tenth}{_DIGITS[fen]}分"


def _whole(yuan: int) -> str:
    """Whole 元 below 10,000 亿; one 零 where a four-digit group starts with zeros or a whole group is empty."""
    words = ""
    skipped = False
    for index, unit in enumerate(_GROUPS):
        group = yuan // _GROUP_SIZE ** (2 - index) % _GROUP_SIZE
        if not group:
            skipped = True
            continue
        gap = "零" if words and (skipped or group < 1000) else ""
        words += f"{gap}{_group(group)}{unit}"
        skipped = False
    return words


def _group(number: int) -> str:
    words = ""
    gap = False
    for digit, place in zip(f"{number:04d}", _PLACES, strict=True):
        if digit == "0":
            gap = bool(words)
            continue
        words += "零" * gap + _DIGITS[int(digit)] + place
        gap = False
    return words
