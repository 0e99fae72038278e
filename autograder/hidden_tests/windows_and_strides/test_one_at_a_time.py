"""Configurations that differ from a base in one entry."""

import pytest

from autograder.hidden_tests.windows_and_strides.configurations import configuration, dictionaries, shown
from autograder.questions import expect

PLANS = (
    (configuration(2, 3, 2, 8, "valid"), {"window": [3, 5, 7], "stride": [1, 2], "padding": ["valid", "same"]}),
    (configuration(1, 5, 1, 4, "same"), {"channels": [2, 4, 16, 8, 1, 3], "depth": [3, 2, 1]}),
    (configuration(3, 2, 1, 6, "valid"), {"stride": [2, 3]}),  # the base's own value is not among them
    # Values that other entries of the base have.
    (
        configuration(2, 3, 1, 8, "same"),
        {"depth": [1, 3, 8], "stride": [2, 3], "window": [1, 2, 8], "channels": [1, 3]},
    ),
)


def differing(given: dict, base: dict) -> dict:
    """The entries in which a configuration differs from the base."""
    return {name: given.get(name) for name in {**base, **given} if given.get(name) != base.get(name)}


@pytest.mark.graded("check_one_at_a_time", points=1)
def test_one_entry_is_changed_at_a_time(submission):
    """Each value that differs from the base's is tried once, with all other entries as in the base."""
    for base, choices in PLANS:
        what = f"one_at_a_time({shown(base)}; {shown(choices)})"
        found = dictionaries(submission.call("one_at_a_time", base, choices), what)
        changes = [differing(each, base) for each in found]
        several = [change for change in changes if len(change) > 1]
        hint = "Likely cause: start from the base each time, and copy it"
        expect.true(not several, f"{what}: {several[:1]} are changed at once. {hint}")
        expected = [{name: value} for name, values in choices.items() for value in values if value != base[name]]
        lacking = [change for change in expected if changes.count(change) != 1]
        reason = f"{what}: {lacking[:1]} should be there once, and is there {changes.count((lacking or [{}])[0])} times"
        expect.true(not lacking, reason)
        strange = [change for change in changes if change and change not in expected]
        expect.true(not strange, f"{what}: {strange[:1]} was not asked for")


@pytest.mark.graded("check_one_at_a_time", points=0.5)
def test_base_is_listed_once_and_first(submission):
    """The base comes first and is not repeated."""
    for base, choices in PLANS:
        what = f"one_at_a_time({shown(base)}; {shown(choices)})"
        found = dictionaries(submission.call("one_at_a_time", base, choices), what)
        expect.true(len(found) > 0, f"{what}: the list is empty")
        expect.equal(found[0], base, f"{what}: the first configuration", "the base, with all its entries")
        number = sum(each == base for each in found)
        hint = "leave out the values that the base has already"
        expect.equal(number, 1, f"{what}: how often the base is listed", hint)


@pytest.mark.graded("check_one_at_a_time", points=0.5)
def test_configurations_are_independent(submission):
    """The arguments stay as they are, and each configuration is a dictionary of its own."""
    what = "one_at_a_time(base, choices)"
    for base, choices in reversed(PLANS):
        found, after = submission.call_and_inspect("one_at_a_time", base, choices)
        expect.equal(after[0], base, f"{what}: base afterwards", "change a copy: base | {entry: value}")
        expect.equal(after[1], choices, f"{what}: choices afterwards", "the lists of values are read only")
    expression = (
        "(lambda found: (len(found), len({id(each) for each in found}), any(each is base for each in found)))"
        "(one_at_a_time(base, choices))"
    )
    value = submission.evaluate(expression, what=what, base=base, choices=choices)
    number = len(dictionaries(found, what))
    expect.true(number > 1, f"{what}: expected several configurations, got {number}")
    hint = "change one, and another changes too: give each its own copy, dict(base)"
    expect.equal(value, (number, number, False), f"{what}: entries, different dictionaries, is one `base` itself", hint)
