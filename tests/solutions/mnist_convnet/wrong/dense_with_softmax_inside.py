"""The softmax stands at the hidden layer, the ReLU at the outputs.

caught by: test_baseline_gives_probabilities, test_baseline_has_a_relu, test_baseline_has_no_other_layers
"""

# %% build_dense
def build_dense():
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten()])
    model.add(layers.Dense(512, activation="softmax"))
    model.add(layers.Dense(10, activation="relu"))
    return model
