"""A window that does not fit at the end is counted.

caught by: test_stride_rounds_down
"""

# %% output_size
import math


def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        return math.ceil(size / stride)
    return math.ceil((size - (dilation * (kernel - 1) + 1)) / stride) + 1
