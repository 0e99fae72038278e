"""The view is computed from the top downwards: n outputs read (n - 1) * stride + window inputs."""

# %% predict_text_convnet
def predict_text_convnet(length=500, filters=32, window=7, pool=5):
    sizes, seen = [length], 1
    for size, stride in ((window, 1), (pool, pool), (window, 1)):
        if sizes[-1] < size:
            raise ValueError(f"{sizes[-1]} positions are too few for a window of {size}")
        sizes.append((sizes[-1] - size) // stride + 1)
    for size, stride in ((window, 1), (pool, pool), (window, 1)):
        seen = (seen - 1) * stride + size
    return dict(lengths=tuple(sizes[1:]), view=float(seen), **{"global": 1 + filters}, flatten=1 + sizes[-1] * filters)
