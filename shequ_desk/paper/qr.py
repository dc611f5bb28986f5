"""QR codes, byte mode, error correction M, versions 1 to 10 (ISO/IEC 18004). Up to 213 bytes.

Own code because the encoder in reportlab imports all of platypus and every other barcode (110 ms, 4 MB) and takes
longer than the rest of a receipt; it serves as the oracle in the tests.
"""

from functools import cache
from itertools import zip_longest

# Per version: error-correction bytes per block, then (blocks, data bytes) groups. ISO/IEC 18004 table 9, level M.
_BLOCKS: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {
    1: (10, ((1, 16),)),
    2: (16, ((1, 28),)),
    3: (26, ((1, 44),)),
    4: (18, ((2, 32),)),
    5: (24, ((2, 43),)),
    6: (16, ((4, 27),)),
    7: (18, ((4, 31),)),
    8: (22, ((2, 38), (2, 39))),
    9: (22, ((3, 36), (2, 37))),
    10: (26, ((4, 43), (1, 44))),
}
_ALIGNMENT: dict[int, tuple[int, ...]] = {
    1: (),
    2: (6, 18),
    3: (6, 22),
    4: (6, 26),
    5: (6, 30),
    6: (6, 34),
    7: (6, 22, 38),
    8: (6, 24, 42),
    9: (6, 26, 46),
    10: (6, 28, 50),
}
_MASK = 0  # (row + column) even; trying all eight costs more than the receipt, and readers accept any
_FORMAT_LEVEL_M = 0b00
_FORMAT_GENERATOR, _FORMAT_XOR = 0b10100110111, 0b101010000010010
_VERSION_GENERATOR = 0b1111100100101
_EXP = [1]
for _ in range(254):
    _EXP.append(_EXP[-1] << 1 ^ (0x11D if _EXP[-1] & 0x80 else 0))
_LOG = {value: power for power, value in enumerate(_EXP)}

Rows = tuple[tuple[bool, ...], ...]
Modules = dict[tuple[int, int], bool]


def qr_rows(data: str) -> Rows:
    """Return the modules of a code row by row; True is dark. Raises ValueError above 213 UTF-8 bytes."""
    content = data.encode()
    version = _version(len(content))
    size = 17 + 4 * version
    modules, path = _frame(version)
    modules = dict(modules)
    bits = _bits(_interleaved(_padded(content, version), version))
    bits += [False] * (len(path) - len(bits))
    for (row, column), bit in zip(path, bits, strict=True):
        modules[row, column] = bit ^ ((row + column) % 2 == 0)
    return tuple(tuple(modules[row, column] for column in range(size)) for row in range(size))


def _version(length: int) -> int:
    for version in _BLOCKS:
        if length <= _capacity(version) - (2 if version < 10 else 3):
            return version
    raise ValueError(f"{length} bytes are too long for a QR code on a paper")


def _capacity(version: int) -> int:
    return sum(blocks * size for blocks, size in _BLOCKS[version][1])


def _padded(content: bytes, version: int) -> bytes:
    room, counter = _capacity(version), 8 if version < 10 else 16
    number = 0b0100 << counter | len(content)
    number = (number << 8 * len(content) | int.from_bytes(content)) << 4
    filled = number.to_bytes(len(content) + (counter + 8) // 8)
    return filled + (b"\xec\x11" * room)[: room - len(filled)]


def _interleaved(data: bytes, version: int) -> bytes:
    correction, groups = _BLOCKS[version]
    blocks, start = [], 0
    for size in (size for count, size in groups for _ in range(count)):
        blocks.append(data[start : start + size])
        start += size
    checks = [_remainder(block, correction) for block in blocks]
    mixed = [byte for column in zip_longest(*blocks) for byte in column if byte is not None]
    return bytes(mixed + [byte for column in zip(*checks, strict=True) for byte in column])


def _remainder(block: bytes, length: int) -> list[int]:
    generator = _generator(length)
    rest = [*block, *[0] * length]
    for place in range(len(block)):
        if rest[place]:
            shift = _LOG[rest[place]]
            for offset, power in enumerate(generator, place + 1):
                rest[offset] ^= _EXP[(power + shift) % 255]
    return rest[len(block) :]


@cache
def _generator(length: int) -> tuple[int, ...]:
    """Powers of the coefficients of the generator polynomial behind the leading one."""
    product = [1]
    for root in range(length):
        longer = [*product, 0]
        for place, value in enumerate(product):
            longer[place + 1] ^= _EXP[(_LOG[value] + root) % 255]
        product = longer
    return tuple(_LOG[value] for value in product[1:])


def _bits(data: bytes) -> list[bool]:
    return [bool(byte >> place & 1) for byte in data for place in range(7, -1, -1)]


@cache
def _frame(version: int) -> tuple[Modules, tuple[tuple[int, int], ...]]:
    """Return the fixed modules of a version and the path the data takes through the others."""
    size = 17 + 4 * version
    modules: Modules = {}
    for row, column in ((0, 0), (0, size - 7), (size - 7, 0)):
        _finder(modules, row, column, size)
    for row in _ALIGNMENT[version]:
        for column in _ALIGNMENT[version]:
            if (row, column) not in modules:
                _alignment(modules, row, column)
    for place in range(8, size - 8):
        modules[6, place] = modules[place, 6] = place % 2 == 0
    _format(modules, size)
    if version >= 7:
        _version_marks(modules, version, size)
    return modules, tuple(_path(modules, size))


def _finder(modules: Modules, top: int, left: int, size: int) -> None:
    for row in range(max(top - 1, 0), min(top + 8, size)):
        for column in range(max(left - 1, 0), min(left + 8, size)):
            ring = max(abs(row - top - 3), abs(column - left - 3))
            modules[row, column] = ring not in (2, 4)


def _alignment(modules: Modules, middle_row: int, middle_column: int) -> None:
    for row in range(-2, 3):
        for column in range(-2, 3):
            modules[middle_row + row, middle_column + column] = max(abs(row), abs(column)) != 1


def _format(modules: Modules, size: int) -> None:
    word = _FORMAT_LEVEL_M << 3 | _MASK
    code = (word << 10 | _checked(word << 10, _FORMAT_GENERATOR)) ^ _FORMAT_XOR
    beside = [*range(6), 7, 8, *range(size - 7, size)]
    for place in range(15):
        bit = bool(code >> place & 1)
        modules[beside[place], 8] = bit
        modules[8, [*range(size - 1, size - 9, -1), 7, *range(5, -1, -1)][place]] = bit
    modules[size - 8, 8] = True


def _version_marks(modules: Modules, version: int, size: int) -> None:
    code = version << 12 | _checked(version << 12, _VERSION_GENERATOR)
    for place in range(18):
        bit = bool(code >> place & 1)
        modules[place // 3, size - 11 + place % 3] = modules[size - 11 + place % 3, place // 3] = bit


def _checked(value: int, generator: int) -> int:
    while value.bit_length() >= generator.bit_length():
        value ^= generator << (value.bit_length() - generator.bit_length())
    return value


def _path(modules: Modules, size: int) -> list[tuple[int, int]]:
    path, upward = [], True
    for right in (*range(size - 1, 6, -2), 5, 3, 1):
        rows = range(size - 1, -1, -1) if upward else range(size)
        path += [(row, column) for row in rows for column in (right, right - 1) if (row, column) not in modules]
        upward = not upward
    return path
