"""The outputs in a student's file: shown where a cell is not executed, and never trusted."""

import nbformat
from nbformat import NotebookNode

SHOWN = ("text/plain", "text/html", "image/png", "image/jpeg")
MAX_OUTPUTS = 100  # of one cell


def valid(outputs: object) -> list[NotebookNode]:
    """The stored outputs of a cell that nbformat knows, reduced to what can be shown."""
    read = map(_valid, outputs[:MAX_OUTPUTS]) if isinstance(outputs, list) else ()
    return [output for output in read if output is not None]


def _valid(output: object) -> NotebookNode | None:
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return _output("stream", name=name, text=_text(output.get("text")) or "")
    if kind == "error":
        lines = output.get("traceback")
        lines = [line for line in lines if isinstance(line, str)] if isinstance(lines, list) else []
        name, value = (_text(output.get(key)) or "" for key in ("ename", "evalue"))
        return _output("error", ename=name, evalue=value, traceback=lines)
    data = output.get("data")
    if kind in ("display_data", "execute_result") and isinstance(data, dict):
        shown = {mime: text for mime in SHOWN if (text := _text(data.get(mime))) is not None}
        return _output("display_data", data=shown, metadata={}) if shown else None
    return None


def _output(kind: str, **content: object) -> NotebookNode:
    """What `nbformat.v4.new_output` makes, which also validates it: these are valid by the way they are made."""
    return nbformat.from_dict({"output_type": kind} | content)


def _text(value: object) -> str | None:
    """A text that JSON holds as one string or as a list of lines."""
    if isinstance(value, list):
        return "".join(line for line in value if isinstance(line, str))
    return value if isinstance(value, str) else None
