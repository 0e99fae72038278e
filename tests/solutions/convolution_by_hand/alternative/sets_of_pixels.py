"""Follows the unit down as a set of pixels, counts weights by building the array, and adds slices of a volume up."""

# %% receptive_field
def receptive_field(layers):
    units = {0}
    for window, stride in reversed(layers):
        units = {unit * stride + offset for unit in units for offset in range(window)}
    return max(units) - min(units) + 1

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    kernels = np.empty((*kernel_size, in_channels, filters), dtype="int8")
    biases = np.empty(filters if use_bias else 0)
    return kernels.size + biases.size

# %% conv3d
def conv3d(volume, kernel):
    depth = len(kernel)
    return np.stack(
        [
            sum(response_map(volume[z + k], kernel[k]) for k in range(depth))
            for z in range(len(volume) - depth + 1)
        ]
    )
