"""A corpus of bad submissions to one exercise: each tiny, named after what it does, with what it must get.

`test_bad_submissions.py` grades all of them by `autograder grade`, and those of BY_NBGRADER by `nbgrader autograde`
too. `docs/bad-submissions.md` is the table.
"""

from bad_submissions import (
    bad_luck,
    broken_files,
    edited_metadata,
    forged_verdicts,
    hidden_things,
    misplaced,
    programs,
    resources,
)
from bad_submissions.case import Case

CORPUS: list[Case] = [
    case
    for module in (
        broken_files,
        edited_metadata,
        forged_verdicts,
        hidden_things,
        resources,
        bad_luck,
        misplaced,
        programs,
    )
    for case in module.CASES
]

# All whose files or metadata nbgrader itself reads, and some of each other kind: behind these the two commands run the
# same steps.
BY_NBGRADER: list[Case] = [*broken_files.CASES, *edited_metadata.CASES, *programs.CASES] + [
    case for module in (forged_verdicts, hidden_things, resources, bad_luck, misplaced) for case in module.CASES[::4]
]


def named(*names: str) -> list[Case]:
    """Some of the corpus, in its order."""
    unknown = set(names) - {case.name for case in CORPUS}
    assert not unknown, f"no bad submission is called {', '.join(sorted(unknown))}"
    return [case for case in CORPUS if case.name in names]


# These run until a time limit stops them. They are graded with short limits, several at a time.
WAITING: list[Case] = named(
    "answers_never",
    "sends_replies_without_end",
    "loops_in_a_cell",
    "loops_in_a_solution",
    "loops_deaf_to_interrupts",
    "sleeps",
    "stops_itself",
    "prints_without_end",
    "displays_without_end",
    "prints_huge_texts_without_end",
)

# What `make test` grades: one submission for each mechanism that stops one or that makes good what is broken, the
# plainest of those that need it. A mechanism that a unit test covers on its own, such as each single repair, has one
# submission as a sample. `make test-all` grades all others.
QUICK: list[Case] = named(
    # what is read: no notebook in it, no plain file, an old format, metadata gone, too many files, no valid time
    *("no_json", "a_link_to_another_submission", "nbformat_3", "metadata_stripped", "a_thousand_further_files"),
    "a_timestamp_that_is_none",
    # what lies elsewhere: answers, code in locked cells, a second notebook, an archive
    *("answers_below_their_cells", "an_import_in_the_setup", "a_helper_after_a_large_file", "a_zip"),
    *("runs_a_second_notebook", "a_copy_beside_a_blank_one"),
    # what is put back as it was released: tags, points, kinds of cells, names, notes
    *("tag_that_skips_a_cell", "points_raised", "check_is_not_graded", "grade_ids_swapped", "notes_for_the_grader"),
    # what counts: no output, nothing patched in the kernel, no forged message, no shipped module, no odd answer
    *("displays_a_score", "patches_builtins", "forges_the_answers", "sends_garbage_as_outputs"),
    *("ships_a_module_autograder", "ships_a_start_up_file", "answers_what_equals_everything"),
    *("answers_a_model_of_foreign_code", "answers_a_million_values"),
    # what is out of reach: files, the environment, other processes, links, the network, the next submission
    *("reads_hidden_tests_by_path", "reads_the_environment", "reads_other_processes", "follows_links_that_it_shipped"),
    *("asks_the_network", "leaves_something_behind_a", "leaves_something_behind_b"),
    # what is limited: time for a cell and for an answer, memory, files, processes, output; and who ends whom
    *("loops_in_a_cell", "answers_never", "ends_itself_when_asked", "takes_too_much_memory", "fills_the_disk"),
    *("forks", "leaves_daemons", "kills_all_it_can", "prints_one_huge_text"),
    # what costs nothing: an error elsewhere, input that never comes, the end of Python, a module beside the notebook
    *("an_error_below_a_solution", "asks_for_input", "exit", "a_module_of_its_own"),
)
