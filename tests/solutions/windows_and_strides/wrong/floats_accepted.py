"""2.5 channels are possible.

caught by: test_entries_have_to_be_whole_numbers
"""

# %% reject_impossible
def reject_impossible(configuration, size=28):
    for entry in ("depth", "window", "stride", "channels"):
        value = configuration[entry]
        if value < 1:
            raise ValueError(f"{entry} has to be a whole number of at least 1. Received: {value!r}")
    if configuration["padding"] not in ("valid", "same"):
        raise ValueError(f"padding has to be 'valid' or 'same'. Received: {configuration['padding']!r}")
    window, stride = configuration["window"], configuration["stride"]
    for number in range(1, configuration["depth"] + 1):
        if configuration["padding"] == "valid":
            if window > size:
                raise ValueError(f"convolution {number}: a window of {window} does not fit on a side of {size}")
            size = (size - window) // stride + 1
