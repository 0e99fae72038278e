"""The baseline takes vectors of 784 numbers, not the prepared images.

caught by: test_baseline_has_the_lectures_size
"""

# %% build_dense
def build_dense():
    return keras.Sequential([keras.Input((784,)), layers.Dense(512, activation="relu"), layers.Dense(10, activation="softmax")])
