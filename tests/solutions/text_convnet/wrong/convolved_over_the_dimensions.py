"""The window slides over the dimensions of the word vectors, not over the words.

caught by: test_window_slides_over_the_words, test_kernel_is_not_turned
"""

# %% conv1d
def conv1d(text, kernel, bias):
    window = len(kernel)
    positions = range(text.shape[1] - window + 1)
    return np.stack([(text[:, p : p + window] @ kernel.sum(axis=1)).sum(axis=0) + bias for p in positions])
