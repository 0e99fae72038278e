"""The number of parameters of the network."""

import pytest

from autograder.questions import expect
from autograder.questions.student_work import describe_call


def parameters(units: int = 16, words: int = 10_000) -> int:
    return (words + 1) * units + (units + 1) * units + units + 1


@pytest.mark.graded("check_count_parameters", points=1)
def test_parameters_of_other_networks(submission):
    """The number of parameters is right for other sizes of network and input."""
    for units, words in ((1, 1), (7, 50), (32, 20_000)):
        hint = "two hidden layers and one output unit; a weight for each input and a bias for each unit"
        result = submission.call("count_parameters", units, words)
        expect.equal(result, parameters(units, words), f"count_parameters({units}, {words})", hint)
    for arguments in ({}, {"units": 3}, {"words": 50}):
        hint = "without an argument there are 16 units and 10,000 words"
        result = submission.call("count_parameters", **arguments)
        expect.equal(result, parameters(**arguments), describe_call("count_parameters", (), arguments), hint)
