"""Optimal one-to-one assignment (H. W. Kuhn 1955, J. Munkres 1957), exact on integers."""

from collections.abc import Mapping, Sequence

Pair = tuple[int, int]


def assign(weights: Mapping[Pair, int]) -> list[Pair]:
    """Return the pairs (row, column) of the heaviest one-to-one assignment, sorted.

    Only pairs with a positive weight can be chosen; a row or column may stay alone. Pairs that
    share no row and no column with others are solved apart from them, so a long list of proposals
    that hardly overlap costs next to nothing.

    >>> assign({(0, 0): 5, (0, 1): 4, (1, 0): 4})
    [(0, 1), (1, 0)]
    """
    chosen: list[Pair] = []
    for rows, columns in _components({pair for pair, weight in weights.items() if weight > 0}):
        matrix = [[max(0, weights.get((row, column), 0)) for column in columns] for row in rows]
        for i, j in enumerate(_hungarian(matrix)):
            if j is not None and matrix[i][j] > 0:
                chosen.append((rows[i], columns[j]))
    return sorted(chosen)


def _components(pairs: set[Pair]) -> list[tuple[list[int], list[int]]]:
    """Split the bipartite graph of *pairs* into connected components."""
    columns_of: dict[int, set[int]] = {}
    rows_of: dict[int, set[int]] = {}
    for row, column in pairs:
        columns_of.setdefault(row, set()).add(column)
        rows_of.setdefault(column, set()).add(row)
    components = []
    unseen = set(columns_of)
    while unseen:
        rows, columns, front = set[int](), set[int](), {min(unseen)}
        while front:
            rows |= front
            columns |= {column for row in front for column in columns_of[row]}
            front = {row for column in columns for row in rows_of[column]} - rows
        unseen -= rows
        components.append((sorted(rows), sorted(columns)))
    return components


def _hungarian(weights: Sequence[Sequence[int]]) -> list[int | None]:
    """Return for each row its column, by shortest augmenting paths with potentials, O(n³)."""
    transposed = len(weights) > len(weights[0])
    cost = [[-w for w in row] for row in (zip(*weights, strict=True) if transposed else weights)]
    owner = _augment(cost)  # column -> row
    columns: list[int | None] = [None] * len(weights)
    for column, row in owner.items():
        if transposed:
            columns[column] = row
        else:
            columns[row] = column
    return columns


def _augment(cost: Sequence[Sequence[int]]) -> dict[int, int]:
    """Give every row of a matrix with no more rows than columns its cheapest column."""
    u, v = [0] * len(cost), [0] * len(cost[0])
    owner: dict[int, int] = {}
    for first in range(len(cost)):
        slack: dict[int, tuple[int, int | None]] = {}  # column -> (distance, column before it)
        done: list[int] = []
        row, here, length = first, None, 0
        while True:
            for column in range(len(v)):
                distance = length + cost[row][column] - u[row] - v[column]
                if column not in done and (column not in slack or distance < slack[column][0]):
                    slack[column] = (distance, here)
            here = min((c for c in slack if c not in done), key=lambda c: (slack[c][0], c))
            length = slack[here][0]
            if here not in owner:
                break
            done.append(here)
            row = owner[here]
        u[first] += length
        for column in done:
            u[owner[column]] += length - slack[column][0]
            v[column] -= length - slack[column][0]
        _flip(owner, slack, here, first)
    return owner


def _flip(
    owner: dict[int, int], slack: dict[int, tuple[int, int | None]], end: int, first: int
) -> None:
    """Hand every column on the path that ends in *end* to the row before it."""
    column = end
    while True:
        before = slack[column][1]
        owner[column] = first if before is None else owner[before]
        if before is None:
            return
        column = before
