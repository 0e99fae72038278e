"""Shapes, parameters and impossible windows are asked of Keras."""

# %% predict_sides
def predict_sides(configuration, size=28):
    maps, sides = keras.Input((size, size, 1)), []
    for _ in range(configuration["depth"]):
        maps = layers.Conv2D(1, configuration["window"], configuration["stride"], configuration["padding"])(maps)
        sides.append(maps.shape[1])
    return sides

# %% count_parameters
def count_parameters(configuration, side, image_channels=1, classes=10):
    counts, inputs = [], image_channels
    for _ in range(configuration["depth"]):
        layer = layers.Conv2D(configuration["channels"], configuration["window"])
        layer.build((None, 99, 99, inputs))
        counts.append(layer.count_params())
        inputs = configuration["channels"]
    dense = layers.Dense(classes)
    dense.build((None, side * side * inputs))
    return (*counts, dense.count_params())

# %% reject_impossible
def reject_impossible(configuration, size=28):
    numbers = [configuration[name] for name in ("depth", "window", "stride", "channels")]
    if any(int(number) != number or number <= 0 for number in numbers):
        raise ValueError("not a whole number of at least 1")
    if configuration["padding"] not in {"same", "valid"}:
        raise ValueError("unknown padding")
    maps = keras.Input((size, size, 1))
    for number in range(configuration["depth"]):
        side = maps.shape[1]
        try:
            maps = layers.Conv2D(1, configuration["window"], configuration["stride"], configuration["padding"])(maps)
        except ValueError as error:
            raise ValueError(f"no room in layer {number + 1} (maps of {side}x{side})") from error
