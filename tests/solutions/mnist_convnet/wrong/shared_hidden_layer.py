"""The hidden layer is made once, outside of the function: all baselines share its weights.

caught by: test_each_baseline_is_new
"""

# %% build_dense
hidden_layer = layers.Dense(512, activation="relu")


def build_dense():
    return keras.Sequential(
        [keras.Input((28, 28, 1)), layers.Flatten(), hidden_layer, layers.Dense(10, activation="softmax")]
    )
