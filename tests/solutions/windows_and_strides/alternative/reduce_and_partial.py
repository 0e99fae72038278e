"""functools everywhere: partial makes the layers, reduce chains them and picks the best entry."""

# %% build_model
from functools import partial, reduce

def build_model(configuration, size=28, image_channels=1, classes=10):
    convolution = partial(
        layers.Conv2D,
        configuration["channels"],
        configuration["window"],
        strides=configuration["stride"],
        padding=configuration["padding"],
    )
    stack = []
    for _ in range(configuration["depth"]):
        stack += [convolution(), layers.Activation("relu")]
    stack += [layers.Flatten(), layers.Dense(classes), layers.Activation("softmax")]
    image = keras.Input(shape=(size, size, image_channels), name="image")
    return keras.Model(inputs=image, outputs=reduce(lambda x, layer: layer(x), stack, image))

# %% choose_best
from functools import reduce

def choose_best(table):
    def rank(entry):
        return entry["validation_accuracy"], -entry["parameters"]

    return reduce(lambda a, b: b if rank(b) > rank(a) else a, table)["configuration"]

# %% one_at_a_time
from functools import reduce

def one_at_a_time(base, choices):
    def extend(found, choice):
        entry, values = choice
        return found + [dict(base, **{entry: value}) for value in values if value != base[entry]]

    return reduce(extend, choices.items(), [dict(base)])
