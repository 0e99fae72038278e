"""One matrix product for each word of the window."""

# %% conv1d
def conv1d(text, kernel, bias):
    count = text.shape[0] - kernel.shape[0] + 1
    return sum(text[offset : offset + count] @ weights for offset, weights in enumerate(kernel)) + bias

# %% max_pool1d
def max_pool1d(maps, size):
    kept = maps[: len(maps) - len(maps) % size]
    return np.maximum.reduce([kept[offset::size] for offset in range(size)])
