"""How a figure is taken and said: medians and ratios, never a bare time."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter

Samples = list[float]


@dataclass(frozen=True)
class Line:
    """One figure: what, measured, compared with, aim."""

    what: str
    measured: str
    beside: str
    aim: str


def times(count: int, run: Callable[[int], object]) -> Samples:
    """Milliseconds of each of `count` runs, without collections of garbage."""
    found = []
    with without_collections():
        for place in range(count):
            start = perf_counter()
            run(place)
            found.append((perf_counter() - start) * 1000)
    return found


@contextmanager
def without_collections() -> Iterator[None]:
    """Collect garbage first and not again inside."""
    gc.collect()
    collecting = gc.isenabled()
    gc.disable()
    yield
    if collecting:
        gc.enable()


def p50(samples: Samples) -> float:
    """The median."""
    return median(samples)


def p99(samples: Samples) -> float:
    """The 99th percentile; the largest of fewer than 100 samples."""
    return quantiles(samples, n=100)[98] if len(samples) >= 100 else max(samples)


def spread(samples: Samples) -> str:
    """p50 and p99 in milliseconds."""
    return f"p50 {p50(samples):.2f} ms, p99 {p99(samples):.2f} ms"


def table(lines: Sequence[Line]) -> str:
    """The lines as text columns."""
    rows = [
        ("figure", "measured", "beside it, same run", "aim"),
        *((i.what, i.measured, i.beside, i.aim) for i in lines),
    ]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)
