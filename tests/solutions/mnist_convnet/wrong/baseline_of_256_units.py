"""The hidden layer has 256 units.

caught by: test_baseline_has_the_lectures_size
"""

# %% build_dense
def build_dense():
    return keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten(), layers.Dense(256, activation="relu"), layers.Dense(10, activation="softmax")])
