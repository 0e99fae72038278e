"""Where the fork server has not imported Keras, a kernel does so when its code first uses it, and not before."""

import pytest

IS_LOADED = "import sys; print('keras.src' in sys.modules)"


@pytest.mark.parametrize(
    "code",
    [
        "import keras",
        "import keras as k, tensorflow as tf",
        "import keras; print(keras)",
        # Tracebacks and help look through all modules.
        "import keras\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    get_ipython().showtraceback()",
        "import keras, inspect; inspect.getmodule(lambda: 0)",
        "import keras, numpy as np, matplotlib.pyplot as plt; np.ones(3) * 2; plt.plot([1, 2]); plt.close()",
    ],
)
def test_keras_is_not_imported_by_its_name_alone(start_kernel, code):
    kernel = start_kernel()
    kernel.run(code)
    assert kernel.run(IS_LOADED) == "False\n"


@pytest.mark.parametrize(
    "code",
    [
        "import keras\nprint(keras.layers.Dense(2).units)",
        "from keras import layers\nprint(layers.Dense(2).units)",
        "import keras.layers\nprint(keras.layers.Dense(2).units)",
        "import tensorflow as tf\nprint(int(tf.constant(2)))",
        "import keras, tensorflow as tf\nprint(tf.keras.layers.Dense(2).units * (tf.keras.Model is keras.Model))",
        "from tensorflow import keras\nprint(keras.layers.Dense(2).units)",
        "import tensorflow.keras as keras\nprint(keras.layers.Dense(2).units)",
        "import keras\nkeras.mine = 2\nfrom keras import mine\nprint(mine)",
        "import keras\nprint(2 if 'layers' in dir(keras) else 0)",
        # Two threads use it at once.
        "import keras\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "print(len(list(ThreadPoolExecutor(2).map(lambda n: keras.layers.Dense(n), (1, 2)))))",
    ],
)
@pytest.mark.slow
def test_what_is_used_is_there(start_kernel, code):
    assert start_kernel().run(code) == "2\n"


@pytest.mark.slow
def test_random_numbers_are_the_same_in_each_kernel(start_kernel):
    code = "import random; random.seed(1)\nimport tensorflow as tf, keras\nprint(tf.random.normal((2,)).numpy(), "
    code += "keras.layers.Dense(1).build((None, 2)))\nlayer = keras.layers.Dense(2)\nlayer.build((1, 2))\n"
    code += "print(layer.get_weights()[0])"
    first, second = (start_kernel().run(code) for _ in range(2))
    assert first == second


@pytest.mark.slow
def test_a_module_that_is_not_there_is_missing(start_kernel):
    assert "No module" in start_kernel().run(
        "try:\n    import keras.nothing\nexcept ImportError as error: print(error)"
    )
