"""Recursion over the depth for the sides, the error message collected first and raised at the end, choices by recursion too."""

# %% predict_sides
def predict_sides(configuration, size=28):
    if configuration["depth"] == 0:
        return []
    window, stride = configuration["window"], configuration["stride"]
    if configuration["padding"] == "same":
        side = (size + stride - 1) // stride
    else:
        side = (size - window + stride) // stride
    return [side] + predict_sides({**configuration, "depth": configuration["depth"] - 1}, side)

# %% reject_impossible
def find_problem(configuration, size):
    for entry in ("depth", "window", "stride", "channels"):
        value = configuration[entry]
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 1:
            return f"{entry} has to be a whole number of at least one, and is {value!r}"
    if configuration["padding"] not in ("valid", "same"):
        return f"unknown padding {configuration['padding']!r}"
    if configuration["padding"] == "same":
        return ""
    side = size
    for number in range(1, configuration["depth"] + 1):
        if configuration["window"] > side:
            return (
                f"convolution {number}: a window of {configuration['window']} "
                f"does not fit on a side of {side}"
            )
        side = (side - configuration["window"]) // configuration["stride"] + 1
    return ""

def reject_impossible(configuration, size=28):
    problem = find_problem(configuration, size)
    if problem:
        raise ValueError(problem)

# %% one_at_a_time
def one_at_a_time(base, choices):
    if not choices:
        return [dict(base)]
    *others, entry = choices
    found = one_at_a_time(base, {name: choices[name] for name in others})
    for value in choices[entry]:
        if value != base[entry]:
            found.append(base | {entry: value})
    return found
