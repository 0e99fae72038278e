"""A list of layers by a comprehension, the model comes compiled, kernels initialized with he_normal; values compared field by field."""

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
    settings = dict(
        filters=configuration["channels"],
        kernel_size=2 * (configuration["window"],),
        strides=configuration["stride"],
        padding=configuration["padding"],
        activation=keras.activations.relu,
        kernel_initializer="he_normal",
    )
    model = keras.Sequential(
        [keras.Input((size, size, image_channels))]
        + [layers.Conv2D(**settings) for _ in range(configuration["depth"])]
        + [layers.Flatten(), layers.Dense(units=classes, activation=keras.activations.softmax)]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model

# %% one_at_a_time
from copy import deepcopy

def one_at_a_time(base, choices):
    result = [deepcopy(base)]
    for entry, values in choices.items():
        for value in values:
            if base[entry] != value:
                changed = deepcopy(base)
                changed[entry] = value
                result.append(changed)
    return result

# %% choose_best
def choose_best(table):
    best = table[0]
    for entry in table[1:]:
        better = entry["validation_accuracy"] > best["validation_accuracy"]
        equal = entry["validation_accuracy"] == best["validation_accuracy"]
        if better or (equal and entry["parameters"] < best["parameters"]):
            best = entry
    return best["configuration"]
