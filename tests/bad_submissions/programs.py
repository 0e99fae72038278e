"""Notebooks as the programs save them in which students work: solved, and nobody has to look at anything.

None of these files was saved by the program itself. Each is made from what is known of it:

- Colab: notebooks on GitHub that Colab saved, and what its developers say of the format (minor version 0:
  wandb/examples#385; ids of cells kept, but not made: jupyter/nbformat#189). The lines that mount a drive are those
  which its button "Mount Drive" inserts; forms (`#@title`) are in its documentation.
- Kaggle: notebooks on GitHub that Kaggle saved, some of them after a run by papermill; its first cell of a new
  notebook.
- VS Code: its source (microsoft/vscode, extensions/ipynb/src: serializers.ts, notebookModelStoreSync.ts), and
  vscode-python#7960 for metadata that older versions removed. The hash of the interpreter and ids with `#VSC-` are
  from memory.
- JupyterLab 4: nbformat's documentation (timings, tags, `collapsed`, `scrolled`, `jupyter`), the source of JupyterLab
  (`jp-MarkdownHeadingCollapsed`), ipywidgets' documentation (state of widgets).
- JupyterHub: the source of nbgrader 0.9.6 (exchange/default: submit.py, fetch_feedback.py).
- Notebook 6: nbformat's documentation of format 4.4. The metadata of extensions are from memory.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.authoring.bundle import Repository, with_first_cells
from bad_submissions.case import NAME, Case, HandIn

RIGHT = f"{NAME}.ipynb"
QUESTIONS = ("explain_misprint", "explain_pooling")
PERSON, USER = "Ada Lovelace", "08426310077351420000"

Json = dict[str, Any]


def saved(change: Callable[[Json], Json | None], name: str = RIGHT) -> HandIn:
    """Hand in the reference solution as a program saves it: `change` gets the notebook as plain JSON."""

    def hand_in(folder: Path, reference: NotebookNode) -> None:
        data = json.loads(json.dumps(reference))
        (folder / name).write_text(json.dumps(change(data) or data, indent=1, ensure_ascii=False), encoding="utf-8")

    return hand_in


def code(source: str, **fields: object) -> Json:
    """A code cell of the student's own."""
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "execution_count": None} | fields


def cell(data: Json, grade_id: str) -> Json:
    return next(each for each in data["cells"] if each["metadata"].get("nbgrader", {}).get("grade_id") == grade_id)


def without_answers(data: Json) -> None:
    for name in QUESTIONS:
        cell(data, name)["source"] = "*Your answer here.*"


def needs_halve(data: Json) -> None:
    """Let a solution use a function `halve`, which has to be defined in a cell of the student's own."""
    cell(data, "receptive_field")["source"] += (
        "\n\n_true = receptive_field\ndef receptive_field(layers):\n    return halve(2 * _true(layers))"
    )


HALVE = "\nimport math\n\ndef halve(number):\n    return math.floor(number / 2)"

MOUNT = "from google.colab import drive\ndrive.mount('/content/drive')"
BADGE_OF_COLAB = (
    '<a href="https://colab.research.google.com/github/ada/course/blob/main/convolution_by_hand.ipynb" '
    'target="_parent"><img src="https://colab.research.google.com/assets/colab-badge.svg" alt="Open In Colab"/></a>'
)


def colab(data: Json) -> None:
    """No ids but in the metadata, who executed each cell, a badge on top, and what Colab alone can display."""
    data |= {"nbformat_minor": 0}
    data["metadata"] = {
        "accelerator": "GPU",
        "colab": {
            "name": RIGHT,
            "provenance": [{"file_id": "1x", "timestamp": 1764200000000}],
            "gpuType": "T4",
            "toc_visible": True,
            "collapsed_sections": [],
            "include_colab_link": True,
            "authorship_tag": "ABX9TyMEGj5m9ew4k09K644bLbrI",
        },
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
    }
    for number, each in enumerate(data["cells"]):
        each.pop("id", None)
        each["metadata"] |= {"id": f"q8PA2ebSU{number:03}"}
        each["source"] = each["source"].splitlines(keepends=True)
        if each["cell_type"] == "code":
            each["metadata"] |= {
                "colab": {"base_uri": "https://localhost:8080/", "height": 35},
                "outputId": "84da5d8e-5c95-443a-8d2f-658ed64f309a",
                "executionInfo": {
                    "status": "ok",
                    "timestamp": 1764200000000,
                    "user_tz": -60,
                    "elapsed": 1234,
                    "user": {"displayName": PERSON, "userId": USER},
                },
            }
            shown = {
                "text/plain": ["'2.20'"],
                "application/vnd.google.colaboratory.intrinsic+json": {"type": "string"},
                "text/html": ["<div id='df-1' class='colab-df-container'><button onclick='convertToInteractive()'>"],
            }
            each["outputs"] = [{"output_type": "execute_result", "data": shown, "metadata": {}, "execution_count": 3}]
    cell(data, "pool2d")["metadata"] |= {"cellView": "form"}
    cell(data, "pool2d")["source"].insert(0, '#@title Pooling { display-mode: "form" }\n')
    badge = {"cell_type": "markdown", "metadata": {"id": "view-in-github", "colab_type": "text"}}
    data["cells"].insert(0, badge | {"source": [BADGE_OF_COLAB]})


def colab_with_a_drive(data: Json) -> None:
    colab(data)
    data["cells"].insert(2, code(MOUNT))
    data["cells"].insert(3, code("%cd /content/drive/MyDrive/course\n!pip install -q seaborn\n!nvidia-smi"))


def colab_with_code_below_the_drive(data: Json) -> None:
    needs_halve(data)
    colab(data)
    data["cells"].insert(2, code(MOUNT + HALVE))


def colab_or_elsewhere(data: Json) -> None:
    """Finds out where it is, as many notebooks do: the sandbox has to be elsewhere."""
    test = "try:\n    import google.colab\n    raise RuntimeError('in Colab')\nexcept ImportError:\n    pass\n"
    needs_halve(data)
    colab(data)
    data["cells"].insert(2, code(test + "import sys\nassert 'google.colab' not in sys.modules\n" + HALVE))


KAGGLE = """\
# This Python 3 environment comes with many helpful analytics libraries installed
# It is defined by the kaggle/python Docker image: https://github.com/kaggle/docker-python
# For example, here's several helpful packages to load

import numpy as np # linear algebra
import pandas as pd # data processing, CSV file I/O (e.g. pd.read_csv)

# Input data files are available in the read-only "../input/" directory
# For example, running this (by clicking run or pressing Shift+Enter) will list all files under the input directory

import os
for dirname, _, filenames in os.walk('/kaggle/input'):
    for filename in filenames:
        print(os.path.join(dirname, filename))

# You can write up to 20GB to the current directory (/kaggle/working/) that gets preserved as output when you create \
a version using "Save & Run All"
# You can also write temporary files to /kaggle/temp/, but they won't be saved outside of the current session
"""
TIMES = {
    "iopub.execute_input": "2026-11-20T10:16:56.075535Z",
    "iopub.status.busy": "2026-11-20T10:16:56.075139Z",
    "iopub.status.idle": "2026-11-20T10:16:56.873035Z",
    "shell.execute_reply": "2026-11-20T10:16:56.872072Z",
    "shell.execute_reply.started": "2026-11-20T10:16:56.075501Z",
}


def kaggle(data: Json) -> None:
    """No ids of cells, Kaggle's own metadata, its first cell, times of papermill."""
    data |= {"nbformat_minor": 4}
    data["metadata"] |= {
        "kaggle": {
            "accelerator": "nvidiaTeslaT4",
            "dataSources": [{"sourceId": 1602919, "sourceType": "datasetVersion", "datasetId": 946195}],
            "dockerImageVersionId": 31153,
            "isInternetEnabled": True,
            "isGpuEnabled": True,
            "language": "python",
            "sourceType": "notebook",
        },
        "papermill": {"duration": 7.6, "input_path": "__notebook__.ipynb", "version": "2.6.0"},
    }
    data["cells"].insert(0, code(KAGGLE))
    for number, each in enumerate(data["cells"]):
        each.pop("id", None)
        papermill = {"duration": 0.2, "exception": False, "start_time": "2026-11-20T10:16:56", "status": "completed"}
        each["metadata"] |= {"papermill": papermill}
        each["metadata"].setdefault("tags", [])
        if each["cell_type"] == "code":
            each["metadata"] |= {
                "_uuid": f"{number:040x}",
                "_cell_guid": f"b1076dfc-b9ad-4769-8c92-a6c4dae6{number:04x}",
                "_kg_hide-input": True,
                "trusted": True,
                "collapsed": False,
                "jupyter": {"outputs_hidden": False},
                "execution": TIMES,
            }


def kaggle_without_answers(data: Json) -> None:
    without_answers(data)
    kaggle(data)


ANSI = "\x1b[31mZeroDivisionError\x1b[39m: division by zero"


def _in_order(value: object) -> object:
    if isinstance(value, dict):
        return {key: _in_order(value[key]) for key in sorted(value)}
    return [_in_order(each) for each in value] if isinstance(value, list) else value


def vs_code(data: Json) -> Json:
    """Keys in order, lines without an empty last one, new cells with 8 digits as id, another interpreter."""
    data["metadata"] = {
        "kernelspec": {"display_name": ".venv (3.12.3)", "language": "python", "name": "python3"},
        "language_info": {"name": "python", "version": "3.12.3", "nbconvert_exporter": "python"},
        "vscode": {"interpreter": {"hash": "31f2aee4e71d21fbe5cf8b01ff0e069b9275f58929596ceb00d14d90e3e16cd6"}},
    }
    error = {"output_type": "error", "ename": "ZeroDivisionError", "evalue": "division by zero", "traceback": [ANSI]}
    for each in data["cells"]:
        each["source"] = [line for line in each["source"].splitlines(keepends=True) if line]
        if each["cell_type"] == "code":
            each["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["a\n", "b"]}, error]
            each["execution_count"] = 7
    data["cells"].insert(3, code("1 + 1", id="0a1b2c3d", metadata={"vscode": {"languageId": "python"}}))
    shell = code("ls", id="0a1b2c3e", metadata={"vscode": {"languageId": "shellscript"}})
    data["cells"].append(shell | {"source": "%%bash\nls"})
    return _in_order(data)  # type: ignore[return-value]


def vs_code_of_old(data: Json) -> None:
    """Metadata of the notebook replaced, a minor version without ids."""
    data |= {"nbformat_minor": 2}
    data["metadata"] = {"language_info": {"name": "python", "version": 3}, "orig_nbformat": 2}
    for each in data["cells"]:
        each.pop("id", None)


def ids_of_an_assistant(data: Json) -> None:
    for number, each in enumerate(data["cells"]):
        each["id"] = f"#VSC-{number:08x}"


def jupyterlab(data: Json) -> None:
    """Times, tags, folded headings, hidden inputs, the state of widgets."""
    state = {"version_major": 2, "version_minor": 0, "state": {"a1": {"model_name": "IntProgressModel", "state": {}}}}
    data["metadata"] |= {"widgets": {"application/vnd.jupyter.widget-state+json": state}, "toc-showtags": False}
    for each in data["cells"]:
        each["metadata"] |= {"editable": True, "slideshow": {"slide_type": ""}}
        each["metadata"].setdefault("tags", []).append("my-tag")
        if each["cell_type"] == "code":
            each["metadata"] |= {"execution": TIMES, "collapsed": True, "scrolled": True}
            each["metadata"] |= {"jupyter": {"source_hidden": True, "outputs_hidden": True}}
            view = {"application/vnd.jupyter.widget-view+json": {"model_id": "a1"}, "text/plain": "IntProgress()"}
            each["outputs"] = [{"output_type": "display_data", "data": view, "metadata": {}}]
        elif each["source"].startswith("#"):
            each["metadata"] |= {"jp-MarkdownHeadingCollapsed": True}


def notebook_6(data: Json) -> None:
    data |= {"nbformat_minor": 4}
    data["metadata"] |= {"toc": {"base_numbering": 1, "sideBar": True}, "varInspector": {"window_display": False}}
    data["metadata"] |= {"celltoolbar": "Create Assignment", "latex_envs": {"autocomplete": True}}
    for each in data["cells"]:
        each.pop("id", None)
        each["metadata"] |= {"collapsed": True, "hide_input": True, "scrolled": False, "deletable": False}


def format_without_ids(data: Json) -> None:
    """The minor version that asks for ids, and none: some programs write that."""
    for each in data["cells"]:
        each.pop("id", None)


def of_windows(folder: Path, reference: NotebookNode) -> None:
    """A byte order mark, and Windows' ends of lines in the file and in the cells."""
    for each in reference.cells:
        each.source = each.source.replace("\n", "\r\n")
    text = json.dumps(reference, indent=1, ensure_ascii=False).replace("\n", "\r\n")
    (folder / RIGHT).write_bytes(text.encode("utf-8-sig"))


def jupyterhub(folder: Path, reference: NotebookNode) -> None:
    """What the exchange adds, feedback that was fetched for an earlier submission, checkpoints, no right to write."""
    data = json.loads(json.dumps(reference))
    without_answers(data)
    files = {
        RIGHT: json.dumps(data),
        f".ipynb_checkpoints/{NAME}-checkpoint.ipynb": json.dumps(reference)[:5000],
        "timestamp.txt": "2026-11-20 22:30:00.123456 UTC",
        "submission_secret.txt": "ab" * 64,
        f"feedback/2026-11-19 20:00:00.123456 UTC/{NAME}.html": "<html><body>explain_pooling: 3 of 3</body></html>",
    }
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content)
        (folder / name).chmod(0o444)


def of_the_bundle(folder: Path, reference: NotebookNode) -> None:
    """The notebook that the bundle has, with its badges and the cell that installs the package."""
    data = json.loads(json.dumps(reference))
    without_answers(data)
    address = Repository("https://github.com/ada/course")
    (folder / RIGHT).write_text(with_first_cells(nbformat.from_dict(data), address, f"1_{NAME}/{RIGHT}"))


def the_whole_bundle(folder: Path, reference: NotebookNode) -> None:
    """All that was handed out, with one exercise solved, but for the written questions."""
    (folder / f"1_{NAME}").mkdir()
    of_the_bundle(folder / f"1_{NAME}", reference)
    another = json.dumps({"cells": [code("x = 1")], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    for name in ("00_start_here.ipynb", "2_mnist_convnet/mnist_convnet.ipynb", "README.md", "requirements.txt",
                 "package/src/convnets/__init__.py", "settings/jupyterlab.py", ".given.json"):  # fmt: skip
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(another if name.endswith(".ipynb") else "")


INSTALLS = (
    "%pip install --quiet seaborn torch\n!pip install --upgrade pandas\n!uv pip install polars\n"
    "%pip install lightgbm\n%pip install xgboost\n%pip install catboost\n"
    '%pip install --quiet "convnets-exercises @ git+https://github.com/ada/course@main#subdirectory=package"\n'
    "!apt-get -qq install graphviz\n!wget -q https://example.org/data.csv\n"
)


def installs_without_end(data: Json) -> None:
    needs_halve(data)
    data["cells"].insert(1, code(INSTALLS + HALVE))


SILENT = (PERSON, USER)


def _case(name: str, hand_in: HandIn, said: tuple[str, ...] = (), by_hand: tuple[str, ...] = QUESTIONS) -> Case:
    return Case("saved by a program", name, hand_in, (), said, SILENT, by_hand, quiet=True)


COLAB_ONLY = ("lines that only Colab can run",)
CASES = [
    _case("colab", saved(colab)),
    _case("colab_with_a_drive", saved(colab_with_a_drive, f"Copy of {RIGHT}"), COLAB_ONLY),
    _case("colab_with_code_below_the_drive", saved(colab_with_code_below_the_drive), COLAB_ONLY),
    _case("colab_or_elsewhere", saved(colab_or_elsewhere)),
    _case("kaggle", saved(kaggle, "notebook5a066e3cbb.ipynb")),
    _case("kaggle_without_answers", saved(kaggle_without_answers), by_hand=()),
    _case("vs_code", saved(vs_code, f"{NAME} (1).ipynb")),
    _case("vs_code_of_old", saved(vs_code_of_old)),
    _case("ids_of_an_assistant", saved(ids_of_an_assistant)),
    _case("jupyterlab", saved(jupyterlab, f"{NAME}-Copy1.ipynb")),
    _case("jupyterhub", jupyterhub, by_hand=()),
    _case("notebook_6", saved(notebook_6)),
    _case("format_4_5_without_ids", saved(format_without_ids)),
    _case("of_windows", of_windows),
    _case("of_the_bundle", of_the_bundle, by_hand=()),
    _case("the_whole_bundle", the_whole_bundle, by_hand=()),
    _case("installs_without_end", saved(installs_without_end)),
]
