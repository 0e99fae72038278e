"""The layers are returned as a list, not as a model.

caught by: test_baseline_gives_probabilities, test_baseline_has_a_relu, test_baseline_has_no_other_layers, test_baseline_has_the_lectures_size, test_each_baseline_is_new
"""

# %% build_dense
def build_dense():
    return [keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(512, activation="relu"), layers.Dense(10)]
