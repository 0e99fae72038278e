"""Dropout makes the baseline another network than the lecture's.

caught by: test_baseline_has_no_other_layers
"""

# %% build_dense
def build_dense():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dropout(0.2),
            layers.Dense(10, activation="softmax"),
        ]
    )
