"""Shapes and impossible windows are asked of Keras."""

# %% predict_sides
def predict_sides(configuration, size=28):
    maps, sides = keras.Input((size, size, 1)), []
    for _ in range(configuration["depth"]):
        maps = layers.Conv2D(1, configuration["window"], configuration["stride"], configuration["padding"])(maps)
        sides.append(maps.shape[1])
    return sides

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
