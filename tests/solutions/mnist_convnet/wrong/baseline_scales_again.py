"""The baseline divides the prepared images by 255 once more.

caught by: test_baseline_has_no_other_layers
"""

# %% build_dense
def build_dense():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Rescaling(1 / 255),
            layers.Flatten(),
            layers.Dense(512, activation="relu"),
            layers.Dense(10, activation="softmax"),
        ]
    )
