"""A stride that is larger than the window is rejected with 'same'.

caught by: test_possible_configurations_pass
"""

# %% reject_impossible
def reject_impossible(configuration, size=28):
    for entry in ("depth", "window", "stride", "channels"):
        value = configuration[entry]
        if not isinstance(value, (int, np.integer)) or value < 1:
            raise ValueError(f"{entry} is {value!r}, but has to be a whole number of at least 1")
    window, stride, padding = configuration["window"], configuration["stride"], configuration["padding"]
    if padding not in ("valid", "same"):
        raise ValueError(f"padding is {padding!r}, but has to be 'valid' or 'same'")
    if padding == "same":
        if stride > window:
            raise ValueError(f"the stride {stride} is larger than the window {window}")
        return None
    side = size
    for number in range(1, configuration["depth"] + 1):
        if window > side:
            raise ValueError(f"convolution {number}: a window of {window} does not fit on a side of {side}")
        side = (side - window) // stride + 1
    return None
