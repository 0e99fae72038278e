"""A kernel has its own environment, threads and random numbers, and does what notebooks expect."""

import json

TRAIN = """
import keras, numpy as np
model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Conv2D(4, 3), keras.layers.Flatten(),
                          keras.layers.Dense(2)])
model.compile(keras.optimizers.SGD(1e-4), "mse")
history = model.fit(np.ones((32, 28, 28, 1)), np.zeros((32, 2)), epochs=3, verbose=0)
model.save("model.keras")
print(history.history["loss"][-1] < history.history["loss"][0])
"""


KERAS = ("tensorflow", "keras")


def test_a_kernel_has_imported_what_it_was_asked_to(start_kernel):
    read = "import sys; print('tensorflow' in sys.modules)"
    assert start_kernel(modules=KERAS).run(read) == "True\n"
    assert start_kernel().run(read) == "False\n"


def test_a_convnet_trains_and_is_saved(start_kernel):
    assert start_kernel(modules=KERAS).run(TRAIN) == "True\n"


def test_nothing_of_the_graders_environment_reaches_a_kernel(start_kernel, monkeypatch):
    monkeypatch.setenv("GRADERS_SECRET", "42")
    kernel = start_kernel(env={"CONVNETS_DATA": "sample"})
    names = json.loads(kernel.run("import json, os; print(json.dumps(dict(os.environ)))"))
    assert "GRADERS_SECRET" not in names
    assert names["CONVNETS_DATA"] == "sample"
    assert names["HOME"] == names["TMPDIR"] == str(kernel.settings.scratch)


def test_keras_looks_for_its_files_where_the_kernels_environment_says(start_kernel, data_folder):
    read = "from keras.src.backend.config import keras_home; print(keras_home())"
    assert start_kernel(modules=KERAS, env={"KERAS_HOME": str(data_folder)}).run(read) == f"{data_folder}\n"
    kernel = start_kernel(modules=KERAS)
    assert kernel.run(read) == f"{kernel.settings.scratch / '.keras'}\n"


def test_two_kernels_do_not_draw_the_same_random_numbers(start_kernel):
    draw = "import random, numpy; print(random.random(), numpy.random.rand())"
    assert start_kernel().run(draw) != start_kernel().run(draw)


def test_a_module_beside_the_notebook_is_imported(start_kernel):
    kernel = start_kernel()
    (kernel.settings.scratch / "helper.py").write_text("value = 3")
    assert kernel.run("import helper; print(helper.value)") == "3\n"


def test_shell_commands_print_their_output(start_kernel):
    kernel = start_kernel()
    assert kernel.run("!echo one; echo two >&2") == "one\ntwo\n"
    assert kernel.run("lines = !echo three\nprint(lines)") == "['three']\n"


def test_exit_does_not_end_a_kernel(start_kernel):
    kernel = start_kernel()
    assert "keeps running" in kernel.run("exit()")
    assert kernel.run("print(1)") == "1\n"


def test_a_figure_becomes_an_image(start_notebook):
    (cell,) = start_notebook("import matplotlib.pyplot as plt; plt.plot([1, 2]); plt.show()")
    assert "image/png" in cell.outputs[0].data


def test_threads_are_as_many_as_asked_for(start_kernel):
    read = "import threadpoolctl; print({pool['num_threads'] for pool in threadpoolctl.threadpool_info()})"
    assert start_kernel(threads=2).run(read) == "{2}\n"
    assert start_kernel(threads=1).run(read) == "{1}\n"


def test_tensorflow_starts_as_many_threads_as_asked_for(start_kernel):
    count = "import os, tensorflow as tf; tf.constant(1) + 1; print(len(os.listdir('/proc/self/task')))"
    one, nine = (int(start_kernel(modules=KERAS, threads=threads).run(count)) for threads in (1, 9))
    assert nine >= one + 8
