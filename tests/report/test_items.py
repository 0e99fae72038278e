"""Item statistics, compared with other ways to compute them, and where they say nothing."""

import numpy as np
import pytest

from autograder.report.items import FEWEST, items, reliability

# Twelve students, four hidden tests: the stronger a student, the more are passed; the last one is passed by the weak.
PASSED = np.array(
    [[1, 1, 1, 0]] * 3 + [[1, 1, 0, 0]] * 3 + [[1, 0, 0, 1]] * 2 + [[1, 0, 1, 0]] * 1 + [[0, 0, 0, 1]] * 3, dtype=float
)


def test_difficulty_is_the_proportion_correct():
    assert [item.difficulty for item in items(PASSED)] == pytest.approx([9 / 12, 6 / 12, 4 / 12, 5 / 12])


def test_correlation_is_with_the_sum_of_the_other_items():
    found = items(PASSED)
    for column, item in enumerate(found):
        others = np.delete(PASSED, column, axis=1).sum(axis=1)
        assert item.correlation == pytest.approx(np.corrcoef(PASSED[:, column], others)[0, 1])
    assert found[0].correlation > 0 > found[3].correlation


def test_alpha_is_that_of_kuder_and_richardson():
    useful = PASSED[:, :3]
    p = useful.mean(axis=0)
    kr20 = 3 / 2 * (1 - (p * (1 - p)).sum() / useful.sum(axis=1).var())
    found = reliability(useful)
    assert found.alpha == pytest.approx(kr20)
    assert (found.students, found.items) == (12, 3)


def test_items_that_are_alike_have_an_alpha_of_one():
    column = np.array([0.0, 1.0] * 10)
    assert reliability(np.stack([column] * 4, axis=1)).alpha == pytest.approx(1.0)


def test_a_test_that_was_added_since_takes_nothing_from_the_others():
    added = np.full((12, 1), np.nan)
    added[:2] = 1
    table = np.hstack([PASSED, added])
    assert items(table)[:4] == items(PASSED)
    assert items(table)[4].difficulty == 1.0
    assert items(table)[4].correlation is None
    assert reliability(table) == reliability(PASSED)


def test_a_student_with_an_unknown_item_is_left_out_of_alpha():
    table = np.vstack([PASSED, [np.nan, 1, 1, 1]])
    assert reliability(table) == reliability(PASSED)
    assert items(table)[0] == items(table)[0].__class__(
        12, 9 / 12, pytest.approx(np.corrcoef(PASSED[:, 0], PASSED[:, 1:].sum(axis=1))[0, 1])
    )


def test_too_few_students_say_nothing():
    table = PASSED[: FEWEST - 1]
    assert [item.correlation for item in items(table)] == [None] * 4
    assert items(table)[0].difficulty == 1.0
    assert reliability(table).alpha is None
    assert reliability(table).why_not == "it needs 10 students"


def test_where_nothing_varies_nothing_is_said():
    ones = np.ones((20, 3))
    assert [item.correlation for item in items(ones)] == [None] * 3
    assert reliability(ones).why_not == "all students passed the same number of hidden tests"


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (5, 0), (1, 1)])
def test_tables_without_anything_in_them(shape):
    assert len(items(np.ones(shape))) == shape[1]
    assert reliability(np.ones(shape)).alpha is None


def test_a_table_in_which_nothing_is_known():
    unknown = np.full((12, 3), np.nan)
    assert [(item.known, item.difficulty, item.correlation) for item in items(unknown)] == [(0, None, None)] * 3
    assert reliability(unknown).alpha is None
