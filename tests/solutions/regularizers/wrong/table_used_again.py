"""The table of an earlier call of the same size is used again, with its ones in it.

caught by: test_each_call_stands_for_itself
"""

# %% multi_hot
_tables = {}


def multi_hot(reviews, words=10_000):
    shape = (len(reviews), words)
    if shape not in _tables:
        _tables[shape] = np.zeros(shape, "float32")
    vectors = _tables[shape]
    for vector, review in zip(vectors, reviews):
        vector[review] = 1
    return vectors
