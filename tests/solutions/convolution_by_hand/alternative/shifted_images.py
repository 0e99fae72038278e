"""One shifted copy of the whole image for each weight of the kernel, added up."""

# %% response_map
def response_map(image, kernel):
    height, width = image.shape[0] - kernel.shape[0] + 1, image.shape[1] - kernel.shape[1] + 1
    return sum(weight * image[a : a + height, b : b + width] for (a, b), weight in np.ndenumerate(kernel))


# %% conv2d
def conv2d(image, kernels, bias, stride=1):
    rows, columns, channels, filters = kernels.shape
    height, width = image.shape[0] - rows + 1, image.shape[1] - columns + 1
    result = np.tile(bias.astype(float), (height, width, 1))
    for a in range(rows):
        for b in range(columns):
            result += image[a : a + height, b : b + width] @ kernels[a, b]
    return result[::stride, ::stride]


# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    height, width = feature_maps.shape[0] - pool_size + 1, feature_maps.shape[1] - pool_size + 1
    shifted = [feature_maps[a : a + height, b : b + width] for a in range(pool_size) for b in range(pool_size)]
    result = np.max(shifted, axis=0) if mode == "max" else np.mean(shifted, axis=0)
    return result[:: stride or pool_size, :: stride or pool_size]


# %% conv3d
def conv3d(volume, kernel):
    deep, high, wide = np.array(volume.shape) - kernel.shape + 1
    result = 0
    for e in range(kernel.shape[0]):
        for a in range(kernel.shape[1]):
            for b in range(kernel.shape[2]):
                result = result + kernel[e, a, b] * volume[e : e + deep, a : a + high, b : b + wide]
    return result
