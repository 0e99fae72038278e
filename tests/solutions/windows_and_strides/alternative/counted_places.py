"""Counts the places of a window with len(range(...)); rejects by trying the rules on a copy of the configuration."""

# %% predict_sides
def predict_sides(configuration, size=28):
    sides = []
    for _ in range(configuration["depth"]):
        last = size if configuration["padding"] == "same" else size - configuration["window"] + 1
        size = len(range(0, last, configuration["stride"]))
        sides.append(size)
    return sides

# %% reject_impossible
def reject_impossible(configuration, size=28):
    numbers = {k: v for k, v in configuration.items() if k in {"depth", "window", "stride", "channels"}}
    bad = {k: v for k, v in numbers.items() if not isinstance(v, int) or v < 1}
    if bad:
        raise ValueError("each of these has to be a whole number >= 1: " + str(bad))
    if configuration["padding"] == "valid":
        inputs = [size]
        while len(inputs) <= configuration["depth"]:
            if inputs[-1] < configuration["window"]:
                raise ValueError(f"no place in convolution {len(inputs)}, input side {inputs[-1]}")
            inputs.append(1 + (inputs[-1] - configuration["window"]) // configuration["stride"])
    elif configuration["padding"] != "same":
        raise ValueError("padding can be 'valid' or 'same' only")

# %% pareto_front
def pareto_front(table):
    front = []
    for entry in sorted(table, key=lambda e: (e["parameters"], -e["validation_accuracy"])):
        last = front[-1] if front else None
        if (
            last is None
            or entry["validation_accuracy"] > last["validation_accuracy"]
            or (
                entry["validation_accuracy"] == last["validation_accuracy"]
                and entry["parameters"] == last["parameters"]
            )
        ):
            front.append(entry)
    return front
