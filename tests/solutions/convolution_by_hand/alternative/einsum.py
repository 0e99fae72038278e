"""Windows by index arrays, multiplied and summed by `einsum`."""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    covered = 1 if padding == "same" else dilation * (kernel - 1) + 1
    return np.floor((size - covered) / stride) + 1


# %% response_map
def response_map(image, kernel):
    i, j, a, b = np.ogrid[
        : image.shape[0] - kernel.shape[0] + 1,
        : image.shape[1] - kernel.shape[1] + 1,
        : kernel.shape[0],
        : kernel.shape[1],
    ]
    return np.einsum("ijab,ab->ij", image[i + a, j + b], kernel)


# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernels.shape[:2], (0, 1))[::stride, ::stride]
    return np.einsum("ijcab,abcf->ijf", windows, kernels) + bias
