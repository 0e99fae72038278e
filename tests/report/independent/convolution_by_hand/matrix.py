"""Written from the release alone: every window becomes a row of a matrix."""

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    n = size
    if padding == "same":
        n = n - 1
    else:
        n = n - dilation * kernel + dilation - 1
    q, _ = divmod(n, stride)
    return q + 1

# %% response_map
def unroll(x, kh, kw, stride=1):
    """Rows of the result are flattened windows."""
    oh, ow = output_size(x.shape[0], kh, stride), output_size(x.shape[1], kw, stride)
    i = stride * np.arange(oh)[:, None] + np.arange(kh)
    j = stride * np.arange(ow)[:, None] + np.arange(kw)
    cols = x[i[:, None, :, None], j[None, :, None, :]]
    return cols.reshape(oh * ow, -1), oh, ow


def response_map(image, kernel):
    m, oh, ow = unroll(np.asarray(image), *np.shape(kernel))
    return (m @ np.ravel(kernel)).reshape(oh, ow)

# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    kh, kw, cin, cout = kernels.shape
    m, oh, ow = unroll(image, kh, kw, stride)
    y = m.dot(kernels.reshape(kh * kw * cin, cout))
    y = y + bias
    return y.reshape(oh, ow, cout)

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    x = image
    for ax, k in enumerate(kernel_size):
        n = x.shape[ax]
        need = (output_size(n, k, stride, "same") - 1) * stride + k
        extra = need - n
        if extra <= 0:
            continue
        shape = list(x.shape)
        shape[ax] = extra // 2
        front = np.zeros(shape)
        shape[ax] = extra - extra // 2
        back = np.zeros(shape)
        x = np.concatenate([front, x, back], axis=ax)
    return x

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    if not stride:
        stride = pool_size
    channels = feature_maps.shape[-1]
    planes = []
    for ch in range(channels):
        m, oh, ow = unroll(feature_maps[:, :, ch], pool_size, pool_size, stride)
        v = m.max(1) if mode == "max" else m.sum(1) / m.shape[1]
        planes.append(v.reshape(oh, ow))
    return np.dstack(planes)

# %% conv3d
def conv3d(volume, kernel):
    kd = kernel.shape[0]
    od = volume.shape[0] - kd + 1
    # a volume is a stack of images: add the response maps of the slices
    return np.stack([sum(response_map(volume[z + a], kernel[a]) for a in range(kd)) for z in range(od)])

# %% [markdown] explain_misprint
# I printed both arrays one above the other. The misprints are easy to see then. A response: 1 wrong. A weight: 8 wrong
# (each row of the unrolled matrix is multiplied by it). A cube entry: it appears in as many rows of that matrix as there
# are windows over it, corner 1, middle 8. With only two wrong ones a weight is out of the question.

# %% parameter_count
def parameter_count(kernel_size, in_channels, filters, use_bias=True):
    rows = in_channels * int(np.prod(kernel_size))
    if use_bias:
        rows += 1
    return rows * filters

# %% receptive_field
def receptive_field(layers):
    field = 1
    while layers:
        *layers, (k, s) = layers
        field = (field - 1) * s + k
    return field

# %% [markdown] explain_pooling
# A unit high up with pooling has seen 18 pixels and may fire for a complete figure; its sibling fires for a stroke. Count:
# 3, 5, 7, 9, 11, 13, 15, 17, 19, that is the ninth. The price is computing time since nothing shrinks. Thrown away: how
# many times a feature occurs and where. Counting people in a crowd would fail.
