"""A possible configuration loses its entry "padding" when its padding is 'same'.

caught by: test_possible_configurations_pass
"""

# %% reject_impossible
def reject_impossible(configuration, size=28):
    for entry in ("depth", "window", "stride", "channels"):
        value = configuration[entry]
        if not isinstance(value, (int, np.integer)) or value < 1:
            raise ValueError(f"{entry} is {value!r}, but has to be a whole number of at least 1")
    window, stride, padding = configuration["window"], configuration["stride"], configuration.pop("padding")
    if padding not in ("valid", "same"):
        raise ValueError(f"padding is {padding!r}, but has to be 'valid' or 'same'")
    if padding == "same":
        return None
    configuration["padding"] = padding
    side = size
    for number in range(1, configuration["depth"] + 1):
        if window > side:
            raise ValueError(f"convolution {number}: a window of {window} does not fit on a side of {side}")
        side = (side - window) // stride + 1
    return None
