"""What programs and the bundle put into a notebook and beside it: nobody's work, and lines that only one program runs.

Cells: the one that the bundle begins with and installs the package, badges that open a notebook in Colab or Kaggle, the
first cell of a new notebook on Kaggle. Lines: those that ask Colab for the user's drive, which is nowhere else.
"""

import re

from nbformat import NotebookNode

# The first code cell of a notebook of the bundle: autograder/authoring/bundle.py.
_INSTALL = re.compile(
    r"(?:#[^\n]*\n)+try:\n    import convnets\nexcept ModuleNotFoundError:\n"
    r"    (?:%pip install --quiet \"[^\"\n]*\"|print\(\"[^\"\n]*\"\))"
)
_PICTURE = r"(?:!\[[^][\n]{0,200}\]\([^()\s]{0,500}\)|<img\s[^<>]{0,500}>)"
_SERVICES = r"https?://(?:colab\.research\.google\.com|(?:www\.)?kaggle\.com|mybinder\.org)/"
_BADGE = re.compile(
    rf"\[{_PICTURE}\]\({_SERVICES}[^()\s]{{0,500}}\)|<a\s[^<>\"]{{0,50}}\"{_SERVICES}[^<>]{{0,500}}>{_PICTURE}</a>"
)
_GIVEN_LINES = (
    "Installs what this notebook imports where it is missing",
    "Says so if what this notebook imports is missing",
    # of Kaggle's first cell
    "This Python 3 environment comes with many helpful analytics libraries",
    "It is defined by the kaggle/python Docker image",
    "For example, here's several helpful packages to load",
    "linear algebra",
    "data processing, CSV file I/O",
    "Input data files are available in the read-only",
    "For example, running this (by clicking run or pressing Shift+Enter)",
    "You can write up to",
    "You can also write temporary files to /kaggle/temp/",
)

_COLAB = re.compile(r"^from google\.colab import +(?P<names>\w+(?: *, *\w+)*) *(?:;[^\n]*)?(?:#[^\n]*)?$", re.MULTILINE)
LEFT_OUT = "# Colab only: "

# Where the bundle has the notebook of an exercise: 2_mnist_convnet/mnist_convnet.ipynb.
_IN_BUNDLE = re.compile(r"(?:.*/)?\d+_(?P<exercise>[^/]+)/(?P=exercise)\.ipynb")
_START_PAGE = "00_start_here.ipynb"


def is_install(cell: NotebookNode) -> bool:
    """Whether this is the cell of the bundle that installs the package, as it was handed out."""
    return cell.cell_type == "code" and bool(_INSTALL.fullmatch(cell.source.strip()))


def is_given(cell: NotebookNode) -> bool:
    """Whether the bundle or a program put a cell there: it is no work of the student's."""
    if cell.cell_type == "code":
        return is_install(cell)
    return bool(cell.source.strip()) and not _BADGE.sub("", cell.source).strip()


def is_in_bundle(path: str, exercise: str) -> bool:
    """Whether the bundle has the notebook of this exercise at this path, or at its end."""
    match = _IN_BUNDLE.fullmatch(path)
    return match is not None and match["exercise"] == exercise


def is_of_another_exercise(path: str, exercise: str) -> bool:
    """Whether the bundle has another notebook at this path, or at its end."""
    match = _IN_BUNDLE.fullmatch(path)
    return match["exercise"] != exercise if match else path.rpartition("/")[2] == _START_PAGE


def without_given(text: str) -> str:
    """A text without the comments that stand in every notebook of a program."""
    return "\n".join(line for line in text.splitlines() if not _is_given_line(line))


def _is_given_line(line: str) -> bool:
    """Whether a line is a comment that stands in every notebook of a program."""
    return line.strip("# \t").startswith(_GIVEN_LINES)


def without_colab(source: str) -> str:
    """A cell in which the lines that only Colab can run are comments, so that the lines below them run.

    Only outermost lines: code that tries the import, to find out where it runs, finds that it is elsewhere.
    """
    found = {name for match in _COLAB.finditer(source) for name in re.split(r" *, *", match["names"])}
    if not found:
        return source
    use = re.compile(rf"^(?:\w+ *= *)?(?:{'|'.join(sorted(found))})\.\w+\([^\n]*\)[ ;]*(?:#[^\n]*)?$", re.MULTILINE)
    for pattern in (_COLAB, use):
        source = pattern.sub(lambda match: LEFT_OUT + match[0], source)
    return source
