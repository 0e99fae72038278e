"""Private or undocumented parts of dependencies that this project relies on, each by name.

Each test says which file relies on the part. If an upgrade fails here, change that file first.
"""

import atexit
import importlib.util
import inspect
from pathlib import Path

import keras
import numpy as np
import pytest


def parameters(function: object) -> list[str]:
    return list(inspect.signature(function).parameters)


# --- autograder/kernels/client.py


def test_jupyter_client_makes_each_channels_socket_in_one_method():
    """autograder/kernels/client.py sets the limits of a socket just before it is made."""
    from jupyter_client.connect import ConnectionFileMixin

    assert parameters(ConnectionFileMixin._create_connected_socket) == ["self", "channel", "identity"]


def test_zmq_sockets_take_the_defaults_of_their_context():
    """autograder/kernels/client.py sets these defaults."""
    import zmq

    with zmq.Context() as context:
        context.setsockopt(zmq.MAXMSGSIZE, 12345)
        with context.socket(zmq.DEALER) as socket:
            assert socket.getsockopt(zmq.MAXMSGSIZE) == 12345


# --- autograder/kernels/manager.py


def test_jupyter_client_makes_a_provisioner_only_if_there_is_none():
    """autograder/kernels/manager.py assigns one before the start."""
    from jupyter_client.manager import KernelManager

    assert "if self.provisioner is None:" in inspect.getsource(KernelManager._async_pre_start_kernel)


# --- autograder/kernels/kernel_process.py


def test_keras_keeps_the_folder_of_its_files_in_a_variable(monkeypatch):
    """autograder/kernels/kernel_process.py sets it for each kernel."""
    from keras.src.backend import config

    monkeypatch.setattr(config, "_KERAS_DIR", "elsewhere")
    assert config.keras_home() == "elsewhere"


def test_python_runs_exit_functions_on_request():
    """autograder/kernels/kernel_process.py ends by `os._exit`, which runs none."""
    assert callable(atexit._run_exitfuncs)


@pytest.mark.parametrize(
    "name, expected",
    [
        ("system", ["self", "cmd"]),
        ("system_piped", ["self", "cmd"]),
        ("getoutput", ["self", "cmd", "split", "depth"]),
        ("ask_exit", ["self"]),
    ],
)
def test_ipython_runs_commands_and_exits_by_methods_of_the_shell(name, expected):
    """autograder/kernels/kernel_process.py puts its own there."""
    from ipykernel.zmqshell import ZMQInteractiveShell
    from IPython.core.interactiveshell import InteractiveShell

    own = {"ask_exit": ZMQInteractiveShell}  # the others are replaced by a test of kernels in the forked process only
    assert parameters(getattr(own.get(name, InteractiveShell), name)) == expected


def test_ipython_returns_the_output_of_a_command_as_these_classes():
    """autograder/kernels/kernel_process.py returns them too."""
    from IPython.utils.text import LSString, SList

    assert (SList(["a", "b"]).n, LSString("a\nb").l) == ("a\nb", ["a", "b"])


# --- autograder/questions/allowed_layers.py


@pytest.mark.parametrize(
    "module, name",
    [
        ("keras.src.ops.nn", "Relu"),
        ("keras.src.ops.numpy", "TrueDivide"),
        ("keras.src.ops.core", "Cast"),
    ],
)
def test_keras_names_an_operation_by_its_private_module(module, name):
    """autograder/questions/allowed_layers.py has these names on its list."""
    assert issubclass(getattr(importlib.import_module(module), name), keras.Operation)


def test_keras_names_a_functional_model_by_its_private_module():
    """autograder/questions/allowed_layers.py has this name on its list."""
    from keras.src.models.functional import Functional

    entry = keras.Input((1,))
    assert type(keras.Model(entry, entry)) is Functional


def test_keras_cannot_read_its_own_random_shear():
    """autograder/questions/allowed_layers.py (`_with_readable_shear`) can go when this fails: Keras has fixed it."""
    with pytest.raises(TypeError, match="RandomShear"):
        keras.layers.RandomShear.from_config(keras.layers.RandomShear(0.2, 0.2).get_config())


# --- autograder/questions/models.py


def test_keras_makes_each_weight_by_one_constructor():
    """autograder/questions/models.py replaces it while a model is rebuilt."""
    assert parameters(keras.Variable.__init__)[:3] == ["self", "initializer", "shape"]


# --- autograder/nbgrader_plugin


def test_nbgrader_makes_its_exporter_between_looking_for_submissions_and_reading_them():
    """autograder/nbgrader_plugin/exporter.py replaces `convert_notebooks` then, and gives it another course folder."""
    from nbgrader.converters.base import BaseConverter

    source = inspect.getsource(BaseConverter.start)
    steps = ["self.init_notebooks()", "self.exporter_class(", "self.convert_notebooks()"]
    assert [step for _, step in sorted((source.index(step), step) for step in steps)] == steps


def test_nbgrader_keeps_the_course_folder_in_the_converter_that_the_exporter_belongs_to():
    """autograder/nbgrader_plugin/course_of.py finds it by `preprocessor.parent.parent.coursedir`."""
    from nbgrader.converters.base import BaseConverter

    assert "self.exporter_class(parent=self," in inspect.getsource(BaseConverter.start)
    assert BaseConverter.class_traits().keys() >= {"coursedir"}


def test_nbgrader_overwrites_by_an_attribute_of_its_converter():
    """autograder/nbgrader_plugin/convert.py sets `force`, and `log`."""
    from nbgrader.converters.base import BaseConverter

    assert BaseConverter.class_traits().keys() >= {"force", "log"}


def test_nbgrader_logs_the_traceback_of_a_failure():
    """autograder/nbgrader_plugin/convert.py takes the cause of a failure from the log."""
    from nbgrader.converters.base import BaseConverter

    assert "self.log.error(traceback.format_exc())" in inspect.getsource(BaseConverter.convert_notebooks)


def test_nbgrader_converts_a_notebook_in_one_method_with_a_list_of_preprocessors():
    """autograder/nbgrader_plugin/autograde.py replaces the method by one that converts what is graded already."""
    from nbconvert.exporters import NotebookExporter
    from nbgrader.converters import Autograde

    assert parameters(Autograde.convert_single_notebook) == ["self", "notebook_filename"]
    assert "self.exporter._preprocessors = []" in inspect.getsource(Autograde._init_preprocessors)
    assert parameters(NotebookExporter.from_notebook_node)[:3] == ["self", "nb", "resources"]
    assert Autograde.class_traits().keys() >= {"autograde_preprocessors", "sanitize_preprocessors"}


def test_nbgrader_calls_alembic_by_its_name():
    """autograder/nbgrader_plugin/convert.py puts the folder of Python's programs into PATH."""
    from nbgrader import api

    assert "alembic" in inspect.getsource(api)


# --- autograder/grading/kernel_session.py


@pytest.mark.parametrize("name", ["async_start_new_kernel", "async_start_new_kernel_client"])
def test_nbclient_starts_a_kernel_and_its_client_in_two_steps(name):
    """autograder/grading/kernel_session.py does without `async_setup_kernel`, which takes over Ctrl-C."""
    from nbclient import NotebookClient

    assert f"await self.{name}(" in inspect.getsource(NotebookClient.async_setup_kernel)


# --- autograder/kernels


def test_jupyter_waits_for_the_end_of_a_killed_kernel_by_one_method():
    """autograder/kernels/manager.py has another."""
    from jupyter_client.manager import AsyncKernelManager

    assert "self._async_wait()" in inspect.getsource(AsyncKernelManager._async_kill_kernel)


def test_a_kernel_finds_what_answers_a_request_in_a_dictionary():
    """autograder/kernels/kernel_process.py adds questions to it."""
    from ipykernel.kernelbase import Kernel

    source = inspect.getsource(Kernel.dispatch_shell)
    assert "self.shell_handlers.get(msg_type" in source
    assert "handler(stream, idents, msg)" in source


# --- autograder/judging/session.py


def test_pytest_names_its_own_plugins():
    """autograder/judging/session.py switches some off; a name that does not exist would be ignored."""
    from _pytest.config import builtin_plugins

    from autograder.judging import session

    assert builtin_plugins.issuperset(session.PLUGINS_LEFT_OUT)


def test_pytests_terminal_reporter_keeps_all_reports_in_a_dictionary(request):
    """autograder/judging/session.py clears it after each job."""
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    assert reporter is None or isinstance(reporter.stats, dict)


# --- autograder/cohorts/__init__.py


def test_jsonschema_does_without_a_checker_of_iris():
    """The grader hides `rfc3987_syntax`, whose grammar takes longer to compile than all other imports."""
    source = Path(importlib.util.find_spec("jsonschema").origin).with_name("_format.py").read_text()
    assert "except ImportError" in source[: source.index("from rfc3987_syntax import")]


# --- convnets


def test_keras_fits_by_a_method_with_callbacks():
    """convnets.progress patches it while it shows a training."""
    assert {"callbacks", "verbose"} <= set(parameters(keras.Model.fit))


def test_scikit_learn_has_its_digits_in_a_file():
    """convnets.datasets.sample_digits reads it without importing scikit-learn."""
    package = Path(importlib.util.find_spec("sklearn").origin).parent
    assert (package / "datasets" / "data" / "digits.csv.gz").is_file()


def test_numpy_rebuilds_a_pickled_array_by_one_function():
    """convnets.datasets.object_arrays allows it."""
    assert np.ndarray.__reduce__(np.empty(0))[0].__name__ == "_reconstruct"


# --- autograder/cohorts/workers.py


def test_dask_lists_all_workers_by_default():
    """autograder/cohorts/workers.py counts them; earlier releases listed five."""
    from distributed import Client

    assert inspect.signature(Client.scheduler_info).parameters["n_workers"].default == -1
