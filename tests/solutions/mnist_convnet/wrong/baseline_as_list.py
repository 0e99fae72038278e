"""The layers are returned as a list, not as a model.

caught by: test_baseline_has_the_lectures_size, test_baseline_has_a_relu
"""

# %% build_dense
def build_dense():
    return [keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(512, activation="relu"), layers.Dense(10)]
