"""Average pooling by cumulative sums (an integral image), max-pooling by rows first and columns then."""

# %% pool2d
def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    step = stride or pool_size
    height, width, channels = feature_maps.shape
    tops = np.arange(0, height - pool_size + 1, step)
    lefts = np.arange(0, width - pool_size + 1, step)
    if mode == "average":
        sums = np.zeros((height + 1, width + 1, channels))
        sums[1:, 1:] = np.cumsum(np.cumsum(feature_maps, axis=0, dtype=float), axis=1)
        bottom, right = tops + pool_size, lefts + pool_size
        windows = (
            sums[np.ix_(bottom, right)]
            - sums[np.ix_(tops, right)]
            - sums[np.ix_(bottom, lefts)]
            + sums[np.ix_(tops, lefts)]
        )
        return windows / (pool_size * pool_size)
    strips = np.stack([feature_maps[top : top + pool_size].max(axis=0) for top in tops])
    return np.stack([strips[:, left : left + pool_size].max(axis=1) for left in lefts], axis=1)

# %% output_size
from math import ceil, floor

def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    covered = size if padding == "valid" else size + dilation * (kernel - 1)
    last_start = covered - (dilation * (kernel - 1) + 1)
    return floor(last_start / stride) + 1
