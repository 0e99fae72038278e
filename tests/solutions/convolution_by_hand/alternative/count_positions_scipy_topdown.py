"""Counts the starting positions with a range, slides with SciPy's correlate2d, and walks the receptive field from the top down."""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        return len(range(0, size, stride))
    reach = (kernel - 1) * dilation
    return len(range(0, size - reach, stride))

# %% response_map
from scipy.signal import correlate2d

def response_map(image, kernel):
    return correlate2d(image, kernel, mode="valid")

# %% receptive_field
def receptive_field(layers):
    width = 1
    for window, stride in layers[::-1]:
        width = (width - 1) * stride + window
    return width
