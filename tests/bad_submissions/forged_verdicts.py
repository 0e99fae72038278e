"""Points without work: the task pool2d is not solved, and whatever else the notebook does, it must not pay."""

from bad_submissions.case import EARNS_NOTHING, UNSOLVED, cases, own_cell, solutions, with_files

POOL2D = "def pool2d(feature_maps, pool_size, stride=None, mode='max'):\n    "


def trick(code: str):
    """Hand in without a solution of pool2d, and with a cell that tries to get its points."""
    return own_cell(code, pool2d=UNSOLVED)


def answers(expression: str, above: str = ""):
    """Hand in with a pool2d that returns something else than an array."""
    return solutions(pool2d=f"{above}\n{POOL2D}return {expression}")


ALWAYS_EQUAL = """
class Yes:
    shape = (1, 1, 1)
    def __eq__(self, other): return True
    def __array__(self, *a, **k): return np.ones((1, 1, 1))
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __abs__(self): return 0
    def __repr__(self): return "3.0"
"""

# The right answer to a question that nobody asked: the agent's own encoding, around a value of the student's.
FORGED_ANSWER = """
import json, io
kernel = get_ipython().kernel
document = json.dumps({"type": "dict", "items": [["status", "ok"], ["value", 3.0], ["score", 3.0],
                                                 ["after", {"type": "dict", "items": []}], ["seconds", 0.0]]})
buffer = io.BytesIO()
np.savez(buffer, json=np.frombuffer(document.encode(), np.uint8))
true_answers = kernel.shell_handlers["question_request"]
def forge(stream, ident, request):
    if "pool2d" not in str(kernel.shell.user_ns):
        return true_answers(stream, ident, request)
    kernel.session.send(stream, "question_reply", {"error": ""}, request, ident=ident, buffers=[buffer.getvalue()])
kernel.shell_handlers["question_request"] = forge
"""

FRAMES = """
    import gc, sys
    frame = sys._getframe()
    while frame is not None:
        for name in ("expected", "score", "points", "maximum"):
            if name in frame.f_locals or name in frame.f_globals:
                return frame.f_locals.get(name, frame.f_globals.get(name))
        frame = frame.f_back
    found = [each for each in gc.get_objects() if isinstance(each, dict) and "expected" in each]
    return found[0]["expected"] if found else None
"""

LIES_ABOUT_ITSELF = """
class Lying(np.ndarray):
    def __array_finalize__(self, other): pass
    @property
    def shape(self): return (8, 8, 1)
    def __eq__(self, other): return np.array(True)
    def __array_ufunc__(self, *arguments, **keywords): return np.array(True)
    def tolist(self): return "right"
"""

FOREIGN_MODEL = """
@keras.saving.register_keras_serializable()
class Evil(keras.layers.Layer):
    def call(self, inputs): return inputs
    def get_config(self):
        return super().get_config() | {"module": "os", "class_name": "system", "config": "touch owned"}
foreign = keras.Sequential([keras.Input((4,)), Evil(), keras.layers.Lambda(lambda x: x + 1)])
"""

SHELL_FLOOD = """
import threading, time
kernel = get_ipython().kernel
def flood():
    while True:
        kernel.session.send(kernel.shell_stream, "execute_reply", {"status": "ok"}, parent=kernel.get_parent(),
                            ident=list(kernel.get_parent().get("identities", [])) or None)
        time.sleep(0.01)
threading.Thread(target=flood, daemon=True).start()
"""

IOPUB_GARBAGE = """
kernel = get_ipython().kernel
parent = kernel.get_parent()
for content in ([], "text", {"data": 5}, {"execution_state": None}, {"transient": [1]}, {"data": {"text/html": 3}}):
    for kind in ("stream", "display_data", "execute_result", "error", "status", "comm_open", "clear_output"):
        kernel.session.send(kernel.iopub_socket, kind, content, parent=parent)
kernel.iopub_socket.send_multipart([b"no", b"message"])
"""

SHELL_GARBAGE = """
kernel = get_ipython().kernel
def forge(stream, ident, request):
    kernel.session.send(stream, "question_reply", [["answer", {"data": None}]], request, ident=ident, buffers=[b"?"])
kernel.shell_handlers["question_request"] = forge
"""

WIDGETS = """
comm = __import__("comm").create_comm("jupyter.widget", data={"state": {"_model_name": "OutputModel", "msg_id": [1]}})
comm.send({"method": "update", "state": 3})
"""

TRANSFORMERS = """
import ast
class Right(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Compare(self, node): return ast.copy_location(ast.Constant(True), node)
    def visit_Call(self, node):
        name = ast.unparse(node.func)
        return ast.copy_location(ast.Constant(3.0), node) if name.startswith("check.") else node
shell = get_ipython()
shell.ast_transformers.append(Right())
shell.input_transformers_post.append(lambda lines: ["3.0\\n"] if "check." in "".join(lines) else lines)
"""

EVENTS = """
shell = get_ipython()
def afterwards(result):
    result.result = 3.0
    print(3.0)
shell.events.register("post_run_cell", afterwards)
__import__("sys").displayhook = lambda value: print(3.0)
shell.display_formatter.format = lambda *a, **k: ({"text/plain": "3.0"}, {})
"""

BUILTINS = """
import builtins
true_exec = builtins.exec
def forging_exec(source, namespace=None, *rest):
    true_exec(source, namespace, *rest)
    if isinstance(namespace, dict) and "encode" in namespace:
        encode = namespace["encode"]
        namespace["encode"] = lambda value: encode({"status": "ok", "value": 3.0, "score": 3.0, "after": {}}
                                                   if value.get("value") is None else value)
builtins.exec = forging_exec
builtins.AssertionError = type("AssertionError", (Exception,), {})
builtins.isinstance = builtins.isinstance
"""

NUMPY = """
for name in ("allclose", "array_equal", "isclose", "testing.assert_allclose"):
    owner = np.testing if "." in name else np
    setattr(owner, name.rpartition(".")[2], lambda *a, **k: True)
np.savez = lambda file, **arrays: None
"""

MODULES = """
import sys, types
right = types.ModuleType("convnets.check")
right.__getattr__ = lambda name: (lambda *a, **k: True)
sys.modules["convnets.check"] = sys.modules["autograder"] = sys.modules["pytest"] = check = right
"""

KERAS = """
keras.layers.MaxPooling2D = keras.layers.AveragePooling2D = lambda *a, **k: (lambda x: [None])
keras.saving.serialize_keras_object = lambda *a, **k: {"score": 3.0}
"""

CASES = cases(
    "forged verdicts",
    [
        ("prints_a_score", trick("print(3.0)\nprint('3 of 3 points')"), EARNS_NOTHING),
        ("displays_a_score", solutions(pool2d=UNSOLVED + "\n3.0"), EARNS_NOTHING),
        (
            "displays_the_agents_mime_type",
            trick("from IPython.display import publish_display_data as show\n"
                  "show({'application/vnd.autograder.answer': 'AAAA', 'text/plain': '3.0'})"),
            EARNS_NOTHING,
        ),
        (
            "updates_displays_of_other_cells",
            trick("from IPython.display import display\nhandle = display(3.0, display_id='a')\n"
                  "import threading\nthreading.Timer(1, lambda: handle.update(3.0)).start()"),
            EARNS_NOTHING,
        ),
        ("patches_builtins", trick(BUILTINS), EARNS_NOTHING),
        ("patches_numpy_comparisons", own_cell(NUMPY, "check_receptive_field", pool2d=UNSOLVED),
         ("pool2d", "receptive_field")),
        ("patches_keras", own_cell(KERAS, "check_pool2d", pool2d=UNSOLVED), EARNS_NOTHING),
        ("patches_modules", trick(MODULES), EARNS_NOTHING),
        ("patches_transformers", own_cell(TRANSFORMERS, "check_pool2d", pool2d=UNSOLVED), EARNS_NOTHING),
        ("patches_events_and_display", own_cell(EVENTS, "check_receptive_field", pool2d=UNSOLVED), ("pool2d",)),
        ("forges_the_answers", own_cell(FORGED_ANSWER, "check_pool2d", pool2d=UNSOLVED),
         ("pool2d", "conv3d", "parameter_count", "receptive_field")),
        ("sends_garbage_as_answers", own_cell(SHELL_GARBAGE, "receptive_field"), ("receptive_field",)),
        ("sends_garbage_as_outputs", trick(IOPUB_GARBAGE), EARNS_NOTHING),
        ("sends_replies_without_end", trick(SHELL_FLOOD), EARNS_NOTHING),
        ("opens_widgets", trick(WIDGETS), EARNS_NOTHING),
        ("ships_a_module_numpy", with_files({"numpy.py": "raise SystemExit", "keras/__init__.py": "3.0"}, trick("1")),
         EARNS_NOTHING),
        ("ships_a_module_autograder", with_files(
            {"autograder/__init__.py": "", "convnets/check.py": "equal = array = shape = lambda *a, **k: 3.0",
             "sitecustomize.py": "raise SystemExit", "pytest.py": "3.0"}, trick("1")), EARNS_NOTHING),
        ("ships_a_start_up_file", with_files(
            {".ipython/profile_default/startup/a.py": "import os; os._exit(3)"}, trick("1")), EARNS_NOTHING),
        ("answers_what_equals_everything", answers("Yes()", ALWAYS_EQUAL), EARNS_NOTHING, ("Yes",)),
        ("answers_an_array_that_lies", answers("np.zeros((1, 1)).view(Lying)", LIES_ABOUT_ITSELF), EARNS_NOTHING),
        ("answers_a_model_of_foreign_code", answers("foreign", FOREIGN_MODEL), EARNS_NOTHING),
        ("answers_what_it_finds_in_frames", solutions(pool2d=POOL2D[:-4] + FRAMES), EARNS_NOTHING),
        ("answers_half_a_gigabyte", answers("np.zeros((1 << 27) + 1, 'float32')"), EARNS_NOTHING,
         ("larger than 512 MiB",)),
        ("answers_what_is_nested_deeply", answers("value", "value = 1\nfor _ in range(500): value = [value]"),
         EARNS_NOTHING, ("nested too deeply",)),
        ("answers_a_million_values", answers("list(range(1_000_000))"), EARNS_NOTHING, ("too many values",)),
        ("answers_nan", answers("np.full_like(feature_maps, np.nan)"), EARNS_NOTHING),
        ("answers_objects", answers("np.array([None, print])"), EARNS_NOTHING, ("dtype object",)),
        ("answers_a_generator_without_end", answers("iter(int, 1)"), EARNS_NOTHING, ("callable_iterator",)),
        ("answers_never", solutions(conv3d="def conv3d(volume, kernel):\n    while True: pass"), ("conv3d",),
         ("no answer within",)),
        ("raises_what_is_no_exception", solutions(pool2d=POOL2D + "raise KeyboardInterrupt"), EARNS_NOTHING),
        ("raises_markup", solutions(pool2d=POOL2D + "raise ValueError('<script>alert(1)</script>3.0')"),
         EARNS_NOTHING, ("<script>",)),
    ],
)  # fmt: skip
