"""Written from the release alone: loops over the kernel, whole images at once."""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    if padding == "same":
        return int(np.ceil(size / stride))
    effective = 1 + dilation * (kernel - 1)
    return int(np.floor((size - effective) / stride)) + 1

# %% response_map
def response_map(image, kernel):
    kh, kw = kernel.shape
    H = image.shape[0] - kh + 1
    W = image.shape[1] - kw + 1
    out = np.zeros((H, W))
    # shift the image under each weight
    for a in range(kh):
        for b in range(kw):
            out += kernel[a, b] * image[a:a + H, b:b + W]
    return out

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    kh, kw, C, F = kernels.shape
    H = output_size(image.shape[0], kh, stride)
    W = output_size(image.shape[1], kw, stride)
    out = np.tile(np.asarray(bias, dtype=float), (H, W, 1))
    for a in range(kh):
        for b in range(kw):
            shifted = image[a:a + (H - 1) * stride + 1:stride, b:b + (W - 1) * stride + 1:stride]
            out += shifted @ kernels[a, b]
    return out

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    pads = []
    for axis in (0, 1):
        n = image.shape[axis]
        m = int(np.ceil(n / stride))
        p = max(0, (m - 1) * stride + kernel_size[axis] - n)
        pads.append((p // 2, p - p // 2))
    pads.append((0, 0))
    return np.pad(image, pads, mode="constant")

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    stride = pool_size if stride is None else stride
    H = output_size(feature_maps.shape[0], pool_size, stride)
    W = output_size(feature_maps.shape[1], pool_size, stride)
    shifted = []
    for a in range(pool_size):
        for b in range(pool_size):
            shifted.append(feature_maps[a:a + (H - 1) * stride + 1:stride, b:b + (W - 1) * stride + 1:stride])
    stacked = np.stack(shifted)
    return stacked.max(axis=0) if mode == "max" else stacked.mean(axis=0)

# %% conv3d
def conv3d(volume, kernel):
    D, H, W = np.array(volume.shape) - np.array(kernel.shape) + 1
    out = np.zeros((D, H, W))
    for index, weight in np.ndenumerate(kernel):
        z, y, x = index
        out += weight * volume[z:z + D, y:y + H, x:x + W]
    return out

# %% [markdown] explain_misprint
# Wrong are two values, I found them by subtracting the printed responses from mine. When one response is misprinted,
# exactly that position is wrong. For a kernel weight every position is wrong, unless the pixel beneath happens to be zero.
# For an entry of the cube as many as there are windows that contain it, i.e. 1, 2, 4 or 8, growing from the corners to the
# centre. So a kernel misprint is impossible here.

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    n = in_channels * filters
    for k in kernel_size:
        n *= k
    return n + filters if use_bias else n

# %% receptive_field
def receptive_field(layers):
    r, j = 1, 1
    for k, s in layers:
        r += (k - 1) * j
        j *= s
    return r

# %% [markdown] explain_pooling
# 1. Larger patterns: a wheel of a car, where the small field only sees the edge of the tyre. 2. Nine convolutions give
# 1 + 9*2 = 19 >= 18. It costs six more layers of weights to train. 3. The precise location inside the window gets lost,
# which hurts segmentation.
