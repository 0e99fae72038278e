"""Reuses conv2d: a depth window is an image with the slices as channels; conv2d itself convolves filter by filter with SciPy."""

# %% conv3d
def conv3d(volume, kernel):
    depth = kernel.shape[0]
    weights = np.moveaxis(np.asarray(kernel), 0, -1)[..., np.newaxis]
    results = []
    for z in range(volume.shape[0] - depth + 1):
        slices = np.moveaxis(volume[z : z + depth], 0, -1)
        results.append(np.asarray(conv2d(slices, weights, np.zeros(1)))[..., 0])
    return np.array(results)

# %% conv2d
from scipy.signal import correlate

def conv2d(image, kernels, bias, stride=1):
    maps = []
    for kernel, offset in zip(np.moveaxis(kernels, -1, 0), bias):
        dense = correlate(image, kernel, mode="valid", method="direct")[:, :, 0]
        maps.append(dense[::stride, ::stride] + offset)
    return np.dstack(maps)
