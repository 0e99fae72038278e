"""Finds the convolution that does not fit with predict_sides of nets of growing depth; raises a subclass of ValueError."""

# %% reject_impossible
class ImpossibleConfiguration(ValueError):
    pass

def reject_impossible(configuration, size=28):
    for entry in ("depth", "window", "stride", "channels"):
        value = configuration[entry]
        try:
            possible = int(value) == value and value >= 1
        except (TypeError, ValueError, OverflowError):
            possible = False
        if not possible:
            raise ImpossibleConfiguration(f"{entry}={value!r} is not possible")
    if configuration["padding"] not in ["valid", "same"]:
        raise ImpossibleConfiguration(f"padding={configuration['padding']!r} is not possible")
    if configuration["padding"] == "valid":
        inputs = size
        for number in range(1, int(configuration["depth"]) + 1):
            if configuration["window"] > inputs:
                raise ImpossibleConfiguration(
                    f"convolution {number}: a window of {configuration['window']} does not fit "
                    f"on a side of {inputs}"
                )
            inputs = predict_sides(configuration | {"depth": 1}, size=inputs)[0]

# %% pareto_front
from itertools import groupby

def pareto_front(table):
    front, best = [], float("-inf")
    by_parameters = sorted(table, key=lambda entry: entry["parameters"])
    for _, group in groupby(by_parameters, key=lambda entry: entry["parameters"]):
        group = list(group)
        top = max(entry["validation_accuracy"] for entry in group)
        if top > best:
            front.extend(entry for entry in group if entry["validation_accuracy"] == top)
            best = top
    return front
