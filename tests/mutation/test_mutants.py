"""Mutants: which changes there are, how they are named and shown."""

import pytest
from course_folder import NAME, ROOT

from autograder.course import Course
from autograder.mutation import mutants
from autograder.mutation.run import sampled

FUNCTION = '''def pool(maps, size, stride=None, mode="max", epochs=5):
    """Pool maps.

    Args:
        maps: array (height, width).
        names: list of str.

    Returns:
        Array (height, width).
    """
{}
'''

# For each kind of change a body of the function, and a line of one of its mutants.
CHANGES = {
    "number": ("    return maps[0] + 3", "return maps[0] + 2"),
    "arithmetic and comparison": ("    return maps + 1", "return maps - 1"),
    "argument left out": ("    return f(maps, size)", "return f(maps, )"),
    "padding, activation, loss, or type": ('    return f(padding="same")', 'return f(padding="valid")'),
    "another function": ("    return maps.max(axis=0)", "return maps.min(axis=0)"),
    "without a copy": ("    return maps.copy()", "return maps"),
    "without a conversion": ('    return maps.astype("float32")', "return maps"),
    "slice": ("    return maps[1:size]", "return maps[:size]"),
    "range": ("    return range(size + 1)", "return range((size + 1) - 1)"),
    "axis": ("    return maps.max(axis=(0, 1))", "return maps.max(axis=1)"),
    "epochs and seeds": ("    model.fit(maps, size, epochs=epochs)", "model.fit(maps, size, epochs=epochs - 1)"),
    "a part of the training": ("    model.fit(maps, size)", "model.fit(maps, size, validation_split=0.2)"),
    "statement removed": ("    if size:\n        maps += 1\n    return maps", "-    if size:"),
    "random calls swapped": ("    a = rng.random()\n    b = rng.normal()\n    return a", "+    b = rng.normal()"),
    "argument ignored": ("    return maps", "stride = None"),
    "argument changed": ("    return maps", "maps[...] = 0"),
    "result squeezed or rounded": ("    return maps", "return (maps).squeeze()"),
    "hard-coded": ("    return maps", "size = 2"),
    "condition": ("    return maps if size else 0", "return maps if (size) and False else 0"),
    "= instead of +=": ("    size += 2\n    return size", "size = 2"),
    "True and False": ("    return f(maps, ordered=True)", "return f(maps, ordered=False)"),
    "without not": ("    return not maps", "return maps"),
    "is, in, break, continue": ("    return maps is None", "return maps is not None"),
}


@pytest.mark.parametrize("operator", CHANGES)
def test_each_kind_of_change_is_made(operator: str):
    body, expected = CHANGES[operator]
    found = mutants.of_cell("pool", FUNCTION.format(body), ["check.equal(pool(image, 2), 3)"])
    changes = [mutant.change for mutant in found if mutant.operator == operator]
    assert any(expected in change for change in changes), changes


def test_each_mutant_is_another_program_and_none_is_the_original():
    found = mutants.of_cell("pool", FUNCTION.format("    return f(maps, maps) + 1 + 1"), [])
    programs = [mutants._program(mutant.source) for mutant in found]
    assert len(set(programs)) == len(programs)
    assert mutants._program(found[0].original) not in programs


def test_texts_types_and_errors_stay_as_they_are():
    source = '''def f(a: "max" = None) -> "max":
    """max"""
    if a:
        raise ValueError(f"max {max(a)}", "max")
    return [max(a)]'''
    changes = [mutant.change for mutant in mutants.of_cell("f", source)]
    assert all('"max"' not in change.partition("+")[2] or "raise" not in change for change in changes)
    assert not [change for change in changes if "min(a)}" in change or '"min"' in change]


def test_code_that_is_no_python_has_no_mutants():
    with pytest.raises(SyntaxError):
        mutants.of_cell("f", "%%time\nf(")


def test_a_reference_has_many_mutants_with_names_of_their_own(course: Course):
    for name in course.exercises:
        found = mutants.of_exercise(course.exercise(name))
        assert len(found) > 150, name
        assert len({mutant.name for mutant in found}) == len(found)
        assert all(mutant.change and mutant.diff() for mutant in found)


def test_a_sample_is_the_same_for_the_same_seed_and_in_order():
    found = mutants.of_exercise(Course.load(ROOT).exercise(NAME))
    first, again, other = sampled(found, 9, 1), sampled(found, 9, 1), sampled(found, 9, 2)
    assert first == again != other
    assert len(first) == 9 and [m for m in found if m in first] == first
    assert sampled(found, 10_000, 1) == found
