"""A generator yields the configurations by merging dictionaries; the sides come from a while loop with divmod."""

# %% one_at_a_time
from collections import ChainMap

def variants(base, choices):
    yield dict(base)
    for entry in choices:
        yield from (
            dict(ChainMap({entry: value}, base)) for value in choices[entry] if not value == base[entry]
        )

def one_at_a_time(base, choices):
    return list(variants(base, choices))

# %% predict_sides
def predict_sides(configuration, size=28):
    sides = []
    while len(sides) < configuration["depth"]:
        if configuration["padding"] == "same":
            whole, rest = divmod(size, configuration["stride"])
            size = whole + (rest > 0)
        else:
            whole, _ = divmod(size - configuration["window"], configuration["stride"])
            size = whole + 1
        sides.append(int(size))
    return sides

# %% reject_impossible
import numbers

def reject_impossible(configuration, size=28):
    for entry in ["depth", "window", "stride", "channels"]:
        value = configuration[entry]
        whole = isinstance(value, numbers.Integral) or (isinstance(value, float) and value.is_integer())
        if not whole:
            raise ValueError(f"{entry} is no whole number")
        if value < 1:
            raise ValueError(f"{entry} is less than 1")
    match configuration["padding"]:
        case "same":
            return
        case "valid":
            pass
        case other:
            raise ValueError(f"padding is {other!r}")
    side, number = size, 0
    while number < configuration["depth"]:
        number += 1
        if side < configuration["window"]:
            raise ValueError(f"convolution {number} has an input of only {side} x {side}")
        side = (side - configuration["window"]) // configuration["stride"] + 1
