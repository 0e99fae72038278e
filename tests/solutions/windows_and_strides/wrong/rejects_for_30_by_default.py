"""Images have 30x30 pixels by default.

caught by: test_windows_that_do_not_fit_are_rejected
"""

# %% reject_impossible
def reject_impossible(configuration, size=30):
    for entry in ("depth", "window", "stride", "channels"):
        value = configuration[entry]
        if not isinstance(value, int) or value < 1:
            raise ValueError(f"{entry} has to be a whole number of at least 1, not {value!r}")
    if configuration["padding"] not in ("valid", "same"):
        raise ValueError(f"padding has to be 'valid' or 'same', not {configuration['padding']!r}")
    window, stride = configuration["window"], configuration["stride"]
    if configuration["padding"] == "valid":
        for number in range(1, configuration["depth"] + 1):
            if window > size:
                raise ValueError(f"convolution {number}: a window of {window} does not fit on a side of {size}")
            size = (size - window) // stride + 1
