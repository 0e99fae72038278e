"""SciPy correlates, its filters take the maximum, and Keras' operations put the zeros around the image."""

# %% response_map
from scipy.signal import correlate


def response_map(image, kernel):
    return correlate(image, kernel, mode="valid", method="direct")


# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    from scipy.signal import correlate

    maps = [correlate(image.astype(float), kernels[..., f], mode="valid")[..., 0] for f in range(len(bias))]
    return (np.stack(maps, axis=-1) + bias)[::stride, ::stride]


# %% pad_same
def pad_same(image, kernel_size, stride=1):
    import math

    total = [max((math.ceil(n / stride) - 1) * stride + k - n, 0) for n, k in zip(image.shape, kernel_size)]
    return keras.ops.pad(image, [[zeros // 2, (zeros + 1) // 2] for zeros in total] + [[0, 0]])


# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    from scipy.ndimage import maximum_filter, uniform_filter

    size, step = (pool_size, pool_size, 1), stride or pool_size
    apply = maximum_filter if mode == "max" else uniform_filter
    first = pool_size // 2
    result = apply(feature_maps.astype(float), size)
    rows, columns = (n - pool_size + 1 for n in feature_maps.shape[:2])
    return result[first : first + rows : step, first : first + columns : step]


# %% conv3d
def conv3d(volume, kernel):
    from scipy.signal import correlate

    return correlate(volume.astype(float), kernel, mode="valid", method="direct")
