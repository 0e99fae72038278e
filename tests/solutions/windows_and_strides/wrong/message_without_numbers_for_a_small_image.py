"""If the very first window does not fit, the message has no numbers.

caught by: test_message_names_the_convolution
"""

# %% reject_impossible
def reject_impossible(configuration, size=28):
    for name in ("depth", "window", "stride", "channels"):
        value = configuration[name]
        if not isinstance(value, (int, np.integer)) or value < 1:
            raise ValueError(f"{name} has to be a whole number of at least 1, not {value!r}")
    if configuration["padding"] not in ("valid", "same"):
        raise ValueError(f"unknown padding {configuration['padding']!r}")
    if configuration["padding"] == "same":
        return
    window, side = configuration["window"], size
    if window > size:
        raise ValueError("the window is larger than the image")
    for number in range(1, configuration["depth"] + 1):
        if window > side:
            raise ValueError(
                f"convolution {number}: a window of {window} does not fit on a side of {side}"
            )
        side = (side - window) // configuration["stride"] + 1
