"""The hidden layer has a ReLU6, which stops at 6.

caught by: test_baseline_has_a_relu
"""

# %% build_dense
def build_dense():
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Flatten(),
            layers.Dense(512, activation="relu6"),
            layers.Dense(10, activation="softmax"),
        ]
    )
