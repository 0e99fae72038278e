"""Honest bad luck: the tasks are solved, and nothing around them may cost their points."""

from bad_submissions.case import below, cases, own_cell, with_files

NOISE = """
import os, sys, warnings, logging
warnings.warn("deprecated")
logging.error("an error of a library")
sys.stderr.write("progress 100%\\n")
os.write(2, b"a line of a C library\\n")
os.write(1, b"another one\\n")
"""

HIDDEN_BUILTINS = "sum = 0\nlist = [1, 2]\nmax = 'max'\n"

MODULE = "def halve(number):\n    return number // 2\n"

CASES = cases(
    "honest bad luck",
    [
        ("warnings_and_stderr", own_cell(NOISE)),
        ("warnings_in_a_solution", below("pool2d", NOISE)),
        ("prints_in_a_solution", below(
            "pool2d", "true_pool2d = pool2d\ndef pool2d(*a, **k):\n    print('pooling', 3.0)\n"
            "    import os; os.write(2, b'noise')\n    return true_pool2d(*a, **k)")),
        ("asks_for_input", own_cell("name = input('Your name? ')")),
        ("asks_for_input_below_a_solution", below("pool2d", "name = input('Your name? ')")),
        ("exit", below("pool2d", "exit()")),
        ("quit", own_cell("quit()")),
        ("sys_exit", below("pool2d", "import sys; sys.exit(1)")),
        ("matplotlib_window", own_cell("import matplotlib\nmatplotlib.use('TkAgg')\nimport matplotlib.pyplot as plt\n"
                                       "plt.plot([1, 2]); plt.show()")),
        ("plots_many_figures", own_cell("import matplotlib.pyplot as plt\nfor _ in range(25): plt.figure()")),
        ("installs_a_package", own_cell("%pip install --retries 1 seaborn")),
        ("downloads_data", own_cell("(x, y), _ = keras.datasets.boston_housing.load_data()")),
        ("an_absolute_path", own_cell("open('/home/ada/data.csv').read()")),
        ("slow_but_finite", below("pool2d", "import time; time.sleep(2)")),
        ("slow_in_a_shell", own_cell("!sleep 1; echo done")),
        ("an_error_in_a_cell_of_its_own", own_cell("1 / 0")),
        ("no_python_in_a_cell_of_its_own", own_cell("this is a note, not Python")),
        ("an_error_below_a_solution", below("pool2d", "pool2d('an example that does not work')")),
        ("builtins_hidden", own_cell(HIDDEN_BUILTINS, "check_receptive_field")),
        ("a_module_of_its_own", with_files({"halves.py": MODULE}, below("pool2d", "from halves import halve"))),
        ("a_module_named_like_a_standard_one", with_files({"random.py": "1", "test.py": "1"}, below("pool2d", ""))),
        ("changes_the_working_folder", own_cell("import os; os.mkdir('work'); os.chdir('work')")),
        ("numbers_printed_short", own_cell("np.set_printoptions(precision=1); np.seterr(all='raise')")),
        ("resets_the_namespace", own_cell("%reset -f\nfrom convnets import check\nimport keras\nimport numpy as np")),
    ],
)  # fmt: skip
