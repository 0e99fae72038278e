"""A corpus of bad submissions to one exercise: each tiny, named after what it does, with what it must get.

`tests/test_bad_submissions.py` grades all of them by `autograder grade`, and those of BY_NBGRADER by
`nbgrader autograde` too: all whose files or metadata nbgrader itself reads, and some of each other kind, since behind
these the two commands run the same steps. `docs/bad-submissions.md` is the table.
"""

from bad_submissions import bad_luck, broken_files, edited_metadata, forged_verdicts, hidden_things, resources
from bad_submissions.case import Case

CORPUS: list[Case] = [
    case
    for module in (broken_files, edited_metadata, forged_verdicts, hidden_things, resources, bad_luck)
    for case in module.CASES
]
BY_NBGRADER: list[Case] = [*broken_files.CASES, *edited_metadata.CASES] + [
    case for module in (forged_verdicts, hidden_things, resources, bad_luck) for case in module.CASES[::4]
]


def named(*names: str) -> list[Case]:
    """Some of the corpus."""
    return [next(case for case in CORPUS if case.name == name) for name in names]
