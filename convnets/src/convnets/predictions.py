"""What a student predicted, beside what came out. Nothing of it is graded."""

from collections.abc import Mapping


def compare(predicted: Mapping[str, object], measured: Mapping[str, object]) -> None:
    """Print a line for each question: the prediction, and the result.

    Args:
        predicted: an answer for each question, in the student's words or numbers; None where there is none.
        measured: the result for each question, in the order in which they are printed.
    """
    width = max(map(len, measured), default=0)
    print(f"{'':<{width}}  {'predicted':>14}  {'measured':>14}")
    for question, result in measured.items():
        answer = predicted.get(question)
        print(f"{question:<{width}}  {'-' if answer is None else _shown(answer):>14}  {_shown(result):>14}")


def _shown(value: object) -> str:
    if isinstance(value, bool | str):
        return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else value
    if isinstance(value, float):
        return f"{value:.3f}"
    if isinstance(value, int):
        return f"{value:,}"
    return str(value)
