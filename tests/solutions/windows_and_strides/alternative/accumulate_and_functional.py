"""Sides by itertools.accumulate, validation by a table of rules, the model with the functional API, itertools.product for the runs."""

# %% predict_sides
from itertools import accumulate, repeat

def predict_sides(configuration, size=28):
    window, stride = configuration["window"], configuration["stride"]
    if configuration["padding"] == "same":
        def after(side, _):
            return -(-side // stride)
    else:
        def after(side, _):
            return (side - window) // stride + 1
    sides = accumulate(repeat(None, configuration["depth"]), after, initial=size)
    return list(sides)[1:]

# %% build_model
def build_model(configuration, size=28, image_channels=1, classes=10):
    inputs = keras.Input(shape=(size, size, image_channels))
    x = inputs
    for number in range(configuration["depth"]):
        x = layers.Conv2D(
            filters=configuration["channels"],
            kernel_size=configuration["window"],
            strides=configuration["stride"],
            padding=configuration["padding"],
            activation="relu",
            name=f"convolution_{number + 1}",
        )(x)
    outputs = layers.Dense(classes, activation="softmax", name="scores")(layers.Flatten()(x))
    return keras.Model(inputs, outputs)

# %% run_sweep
from itertools import product

def run_sweep(
    configurations, seeds, build, training, validation, epochs=6, learning_rate=0.005
):
    rows = []
    for configuration, seed in product(configurations, seeds):
        keras.utils.set_random_seed(seed)
        model = build(configuration)
        model.compile(
            loss="sparse_categorical_crossentropy",
            optimizer=keras.optimizers.Adam(learning_rate=learning_rate),
            metrics=["accuracy"],
        )
        begin = time.perf_counter()
        model.fit(training[0], training[1], epochs=epochs, verbose=0)
        seconds = time.perf_counter() - begin
        _, accuracy = model.evaluate(validation[0], validation[1], verbose=0)
        rows.append(
            {
                "configuration": dict(configuration),
                "seed": seed,
                "parameters": model.count_params(),
                "validation_accuracy": accuracy,
                "seconds": seconds,
            }
        )
    return rows
