"""How unlikely what two have in common is."""

import numpy as np

from autograder.report.similar_evidence import expected_pairs, fragments_in, share_of, shared, weights_of
from autograder.report.similar_tokens import statements


def test_the_order_of_statements_does_not_matter():
    one = fragments_in(statements("a = f(1)\nb = g(2)", frozenset()))
    other = fragments_in(statements("b = g(2)\na = f(1)", frozenset()))
    assert one == other
    assert one != fragments_in(statements("a = f(1)\nb = g(3)", frozenset()))


def test_the_rarer_a_fragment_is_the_more_it_says_and_what_many_write_says_nothing():
    cells = [{1, 2, student} for student in range(100, 140)]
    cells[0] |= {3}
    cells[1] |= {3}
    weights = weights_of(cells)
    assert weights.keys() == {3, *range(100, 140)}
    assert 0 < weights[3] < weights[100]


def test_a_pair_has_as_much_evidence_as_it_stands_alone():
    cells = [{student} for student in range(20)]
    cells[0] = cells[1] = {100}
    for student in (2, 3, 4):
        cells[student] = {101}
    evidence = shared(cells, weights_of(cells)).evidence
    assert np.isclose(evidence[0, 1], np.log(19))
    assert np.isclose(evidence[2, 3], np.log(19 / 2))
    assert evidence[0, 2] == evidence[5, 6] == 0
    assert (evidence == evidence.T).all()


def test_cells_that_share_little_count_in_proportion():
    cells: list[set[int]] = [{student} for student in range(20)]
    cells[0], cells[1] = {100, *range(200, 220)}, {100, *range(220, 240)}
    found = shared(cells, weights_of(cells))
    share = share_of(found.weight, found.total)[0, 1]
    assert share < 0.1
    assert np.isclose(found.evidence[0, 1], np.log(19) * share / 0.5)


def test_the_number_of_pairs_expected_by_chance_is_that_of_independent_tasks():
    """In each task everybody is close to as many others, but to whom says nothing about the next task."""
    count, rng = 300, np.random.default_rng(0)
    upper = np.triu_indices(count, 1)
    evidence = []
    for neighbors in (10, 20, 30):
        places = rng.permutation(count)
        distance = np.abs(places[:, np.newaxis] - places) % count
        distance = np.minimum(distance, count - distance)
        evidence.append(3.0 * ((distance > 0) & (distance <= neighbors)))
    expected, total = expected_pairs(evidence), sum(evidence)
    first, second, third = (2 * neighbors / (count - 1) for neighbors in (10, 20, 30))
    likely = first * second + first * third + second * third - 2 * first * second * third
    assert np.allclose(expected[total == 6.0], likely * len(upper[0]))
    assert np.isclose((total[upper] >= 6).sum(), likely * len(upper[0]), rtol=0.1)
    assert expected[upper].max() == len(upper[0])


def test_nobody_and_one_student_have_no_pairs():
    for count in (0, 1):
        cells: list[set[int]] = [{1}] * count
        evidence = shared(cells, weights_of(cells)).evidence
        assert expected_pairs([evidence]).shape == evidence.shape == (count, count)
