from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.evaluation.assignment import assign

PAIRS = st.tuples(st.integers(0, 4), st.integers(0, 4))


def heaviest_by_trying_all(weights: dict[tuple[int, int], int]) -> int:
    columns = range(5)
    return max(
        sum(max(0, weights.get((row, column), 0)) for row, column in enumerate(order))
        for order in permutations(columns)
    )


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(PAIRS, st.integers(-3, 9)))
def test_assignment_is_the_heaviest_there_is(weights: dict[tuple[int, int], int]) -> None:
    chosen = assign(weights)
    assert sum(weights[pair] for pair in chosen) == heaviest_by_trying_all(weights)
    assert len({row for row, _ in chosen}) == len({column for _, column in chosen}) == len(chosen)


def test_a_pair_without_weight_is_never_chosen() -> None:
    assert assign({(0, 0): 0, (1, 1): -2}) == []


def test_the_greedy_choice_is_given_up_for_a_better_sum() -> None:
    assert assign({(0, 0): 10, (0, 1): 9, (1, 0): 9}) == [(0, 1), (1, 0)]
