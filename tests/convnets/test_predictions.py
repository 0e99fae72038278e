"""Predictions stand beside results, in the order of the results."""

from convnets import predictions


def test_each_question_has_a_line_with_both(capsys):
    predictions.compare(
        {"accuracy": 0.9, "parameters": None, "which falls": "dense"},
        {"parameters": 93322, "accuracy": 0.9871234, "which falls": "convnet", "is it larger": True},
    )
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert lines == [
        ["predicted", "measured"],
        ["parameters", "-", "93,322"],
        ["accuracy", "0.900", "0.987"],
        ["which", "falls", "dense", "convnet"],
        ["is", "it", "larger", "-", "yes"],
    ]
