"""The baseline ends with a sigmoid in place of the softmax.

caught by: test_baseline_gives_probabilities
"""

# %% build_dense
def build_dense():
    model = keras.Sequential([keras.Input((28, 28, 1)), layers.Flatten()])
    model.add(layers.Dense(512, activation="relu"))
    model.add(layers.Dense(10, activation="sigmoid"))
    return model
