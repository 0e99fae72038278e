"""Written from the release alone: two loops over the output, a patch in each step; the obvious way."""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    # effective kernel size with dilation
    eff_kernel = dilation * (kernel - 1) + 1
    if padding == "valid":
        out = (size - eff_kernel) // stride + 1
    elif padding == "same":
        out = math.ceil(size / stride)
    else:
        raise ValueError("padding must be valid or same")
    return out


import math

# %% response_map
def response_map(image, kernel):
    h, w = image.shape
    kh, kw = kernel.shape
    out_h = h - kh + 1
    out_w = w - kw + 1
    out = np.zeros((out_h, out_w), dtype=np.float64)
    for i in range(out_h):
        for j in range(out_w):
            patch = image[i:i+kh, j:j+kw]
            out[i, j] = np.sum(patch * kernel)
    return out

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    h, w, c = image.shape
    kh, kw, _, n_filters = kernels.shape
    out_h = (h - kh) // stride + 1
    out_w = (w - kw) // stride + 1
    out = np.zeros((out_h, out_w, n_filters))
    for f in range(n_filters):
        for i in range(out_h):
            for j in range(out_w):
                patch = image[i*stride:i*stride+kh, j*stride:j*stride+kw, :]
                out[i, j, f] = np.sum(patch * kernels[:, :, :, f]) + bias[f]
    return out

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    h, w, c = image.shape
    kh, kw = kernel_size
    out_h = output_size(h, kh, stride, padding="same")
    out_w = output_size(w, kw, stride, padding="same")
    pad_h = max((out_h - 1) * stride + kh - h, 0)
    pad_w = max((out_w - 1) * stride + kw - w, 0)
    pad_top = pad_h // 2
    pad_bottom = pad_h - pad_top
    pad_left = pad_w // 2
    pad_right = pad_w - pad_left
    return np.pad(image, ((pad_top, pad_bottom), (pad_left, pad_right), (0, 0)), mode="constant", constant_values=0)

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    if stride is None:
        stride = pool_size
    h, w, c = feature_maps.shape
    out_h = (h - pool_size) // stride + 1
    out_w = (w - pool_size) // stride + 1
    out = np.zeros((out_h, out_w, c))
    for i in range(out_h):
        for j in range(out_w):
            patch = feature_maps[i*stride:i*stride+pool_size, j*stride:j*stride+pool_size, :]
            if mode == "max":
                out[i, j, :] = np.max(patch, axis=(0, 1))
            elif mode == "average":
                out[i, j, :] = np.mean(patch, axis=(0, 1))
            else:
                raise ValueError("mode must be max or average")
    return out

# %% conv3d
def conv3d(volume, kernel):
    d, h, w = volume.shape
    kd, kh, kw = kernel.shape
    out = np.zeros((d - kd + 1, h - kh + 1, w - kw + 1))
    for z in range(d - kd + 1):
        for i in range(h - kh + 1):
            for j in range(w - kw + 1):
                patch = volume[z:z+kd, i:i+kh, j:j+kw]
                out[z, i, j] = np.sum(patch * kernel)
    return out

# %% [markdown] explain_misprint
# Comparing my result with the printed numbers shows which are wrong. One misprinted response means one wrong response, one
# misprinted weight means that all responses can be wrong because the kernel is used at every position. A misprinted entry
# of the cube affects all windows that contain the entry: a corner entry only one, a central entry all eight. No, the kernel
# cannot be the reason, as six responses are correct.

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    params = np.prod(kernel_size) * in_channels * filters
    if use_bias:
        params += filters
    return int(params)

# %% receptive_field
def receptive_field(layers):
    rf = 1
    jump = 1
    for k, s in layers:
        rf = rf + (k - 1) * jump
        jump = jump * s
    return rf

# %% [markdown] explain_pooling
# The unit with the larger receptive field can recognise bigger objects, e.g. a face instead of an eye. Without pooling we
# need nine 3x3 convolutions since every layer adds 2. The cost is more parameters and a slower training. Pooling throws
# away the exact position and small details, which is a problem for segmentation tasks.
