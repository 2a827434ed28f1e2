"""Where work runs: in this process, or in a pool of them.

One unit of work is one source file. Results come back in the order of the units, whatever finished
first, so the number of workers changes no byte. A worker that dies (out of memory, killed) takes
its unit with it and no other: the rest is run again, one process a unit, and the culprit is named.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TypeVar

Unit = TypeVar("Unit")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Died:
    """The process that worked on a unit was killed before it had a result."""

    reason: str = "the process that read this file was killed, most likely for want of memory"


def run(
    work: Callable[[Unit], Result], units: Sequence[Unit], workers: int
) -> Iterator[Result | Died]:
    """Yield the result of *work* for each unit, in order of the units.

    *work* and the units must be picklable when *workers* is over 1.
    """
    if workers == 1 or len(units) < 2:
        yield from map(work, units)
        return
    done = 0
    try:
        with ProcessPoolExecutor(workers, mp_context=get_context("forkserver")) as pool:
            for result in pool.map(work, units):
                done += 1
                yield result
    except BrokenProcessPool:
        yield from (_alone(work, unit) for unit in units[done:])


def _alone(work: Callable[[Unit], Result], unit: Unit) -> Result | Died:
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("forkserver")) as pool:
            return pool.submit(work, unit).result()
    except BrokenProcessPool:
        return Died()
