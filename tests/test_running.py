import os
import signal

import pytest

from kg import running


def double(number):
    return number * 2


def die_at_three(number):
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


@pytest.mark.parametrize("workers", [1, 2])
def test_results_come_in_the_order_of_the_units(workers):
    assert list(running.run(double, range(20), workers)) == [n * 2 for n in range(20)]


def test_a_killed_worker_takes_only_its_own_unit_with_it():
    results = list(running.run(die_at_three, range(6), workers=2))
    assert [r for r in results if not isinstance(r, running.Died)] == [0, 1, 2, 4, 5]
    assert isinstance(results[3], running.Died)
    assert "killed" in results[3].reason


def test_nothing_to_do_is_no_trouble():
    assert list(running.run(double, [], workers=2)) == []
