"""How a verdict looks in the graded notebook: the outputs that replace those of the student's process."""

import re
from collections.abc import Sequence
from html import escape

import nbformat
from nbformat import NotebookNode

from autograder.judging.verdict import TestVerdict, Verdict

_MARKS = {"passed": ("&#10003;", "#1b7837"), "failed": ("&#10007;", "#b2182b"), "error": ("!", "#b35806")}

_CELL = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"
_HEADER = (
    f'<tr style="background:none"><td style="{_CELL}"></td><th scope="col" style="{_CELL}">What was tested</th>'
    f'<th scope="col" style="{_CELL};text-align:right">Points</th></tr>'
)
_CODE = re.compile(r"`([^`\n]+)`")


def outputs(verdict: Verdict, limits: Sequence[str] = ()) -> list[NotebookNode]:
    """The outputs of a graded cell: the reasons as text and HTML, and the score as nbgrader reads it.

    nbgrader takes the first `execute_result` as the score, and only a plain number in it; an output of the type
    "error" or any stderr would be 0 points.

    Args:
        limits: which limits were exceeded while the cell itself ran, a sentence each.
    """
    score = repr(float(verdict.score))
    return [
        _output("display_data", {"text/plain": as_text(verdict, limits), "text/html": _as_html(verdict, limits)}),
        _output("execute_result", {"text/plain": score}, execution_count=None),
    ]


def _output(kind: str, data: dict[str, str], **more: object) -> NotebookNode:
    """As nbformat's `new_output`, which checks each by itself; the notebook is checked as a whole."""
    return nbformat.from_dict({"output_type": kind, "metadata": {}, "data": data, **more})


def as_text(verdict: Verdict, limits: Sequence[str] = ()) -> str:
    """A verdict in plain words, a line for each hidden test."""
    lines = [f"{points(verdict.score)} of {points(verdict.maximum)} points"]
    if verdict.problem:
        lines.append(f"  {verdict.problem}")
    lines += [f"  the visible check: {limit}" for limit in limits]
    for test, explanation in zip(verdict.tests, verdict.explanations, strict=True):
        sign = {"passed": "+", "failed": "-", "error": "!"}[test.outcome]
        lines.append(f"  {sign} {test.claim} ({points(test.earned)} of {points(test.points)})")
        lines += [f"      {line}" for line in explanation.splitlines()]
    return "\n".join(lines)


def _as_html(verdict: Verdict, limits: Sequence[str]) -> str:
    head = f"<strong>{points(verdict.score)} of {points(verdict.maximum)} points</strong>"
    if verdict.problem:
        head += f"<div>{escape(verdict.problem)}</div>"
    head += "".join(f"<div>the visible check: {escape(limit)}</div>" for limit in limits)
    rows = "".join(map(_row, verdict.tests, verdict.explanations))
    return (
        '<div style="font-family:sans-serif;font-size:14px;line-height:1.5">'
        f'{head}<table style="border-collapse:collapse;margin:4px 0;text-align:left">{_HEADER if rows else ""}{rows}'
        "</table></div>"
    )


def _row(test: TestVerdict, explanation: str) -> str:
    mark, colour = _MARKS[test.outcome]
    claim = _CODE.sub(r"<code>\1</code>", escape(test.claim))
    reason = escape(explanation).replace("\n", "<br>")
    reason = f'<div style="color:#444">{reason}</div>' if reason else ""
    sign = f'<span role="img" aria-label="{test.outcome}" style="color:{colour};font-weight:bold">{mark}</span>'
    return (
        f'<tr style="background:none"><td style="{_CELL}">{sign}</td>'
        f'<th scope="row" style="{_CELL};font-weight:normal">{claim}{reason}</th>'
        f'<td style="{_CELL};text-align:right;white-space:nowrap">{points(test.earned)} of {points(test.points)}</td>'
        "</tr>"
    )


def points(number: float) -> str:
    """Points without superfluous decimals: 2, 1.5."""
    return f"{number:g}"
