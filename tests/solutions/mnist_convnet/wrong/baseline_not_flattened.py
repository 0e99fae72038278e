"""The dense layer looks at each pixel on its own.

caught by: test_baseline_has_the_lectures_size
"""

# %% build_dense
def build_dense():
    return keras.Sequential([keras.Input((28, 28, 1)), layers.Dense(512, activation="relu"), layers.Flatten(), layers.Dense(10, activation="softmax")])
