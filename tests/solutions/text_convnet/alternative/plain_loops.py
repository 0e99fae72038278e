"""Loops over positions, words, dimensions and filters; lists are returned."""

# %% conv1d
def conv1d(text, kernel, bias):
    window, dimensions, filters = kernel.shape
    maps = []
    for start in range(len(text) - window + 1):
        row = []
        for f in range(filters):
            total = float(bias[f])
            for w in range(window):
                for d in range(dimensions):
                    total += text[start + w, d] * kernel[w, d, f]
            row.append(total)
        maps.append(row)
    return maps

# %% max_pool1d
def max_pool1d(maps, size):
    return [
        [max(float(maps[p * size + i][f]) for i in range(size)) for f in range(len(maps[0]))]
        for p in range(len(maps) // size)
    ]
