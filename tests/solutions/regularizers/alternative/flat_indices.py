"""One assignment with row and column numbers, and a TensorFlow tensor as result.
"""

# %% multi_hot
def multi_hot(reviews, words=10_000):
    rows = np.repeat(np.arange(len(reviews)), [len(review) for review in reviews])
    columns = np.concatenate([np.asarray(review, int) for review in reviews])
    vectors = np.zeros((len(reviews), words), "float32")
    vectors[rows, columns] = 1
    return keras.ops.convert_to_tensor(vectors)
