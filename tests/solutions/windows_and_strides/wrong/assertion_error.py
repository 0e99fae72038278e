"""Assertions are used, which raise another error.

caught by: test_windows_that_do_not_fit_are_rejected, test_entries_have_to_be_whole_numbers, test_padding_has_to_be_known
"""

# %% reject_impossible
def reject_impossible(configuration, size=28):
    for entry in ("depth", "window", "stride", "channels"):
        value = configuration[entry]
        if not isinstance(value, int) or value < 1:
            raise AssertionError(f"{entry} has to be a whole number of at least 1. Received: {value!r}")
    if configuration["padding"] not in ("valid", "same"):
        raise AssertionError(f"padding has to be 'valid' or 'same'. Received: {configuration['padding']!r}")
    window, stride = configuration["window"], configuration["stride"]
    for number in range(1, configuration["depth"] + 1):
        if configuration["padding"] == "valid":
            if window > size:
                raise AssertionError(f"convolution {number}: a window of {window} does not fit on a side of {size}")
            size = (size - window) // stride + 1
