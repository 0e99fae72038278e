"""Results in single precision, one of them a tensor of TensorFlow."""

# %% response_map
def response_map(image, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(image.astype("float32"), kernel.shape)
    return keras.ops.einsum("ijab,ab->ij", windows, kernel.astype("float32"))


# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    windows = np.lib.stride_tricks.sliding_window_view(image, kernels.shape[:2], axis=(0, 1))[::stride, ::stride]
    return (np.einsum("ijcab,abcf->ijf", windows, kernels) + bias).astype(np.float32)


# %% receptive_field
def receptive_field(layers):
    windows, strides = np.array(layers).T
    jumps = np.cumprod(np.concatenate([[1], strides[:-1]]))
    return 1 + np.sum((windows - 1) * jumps)
