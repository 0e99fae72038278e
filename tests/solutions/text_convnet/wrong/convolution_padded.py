"""The text is padded, so that the map is as long as the text.

caught by: test_window_slides_over_the_words, test_kernel_is_not_turned
"""

# %% conv1d
def conv1d(text, kernel, bias):
    window = len(kernel)
    padded = np.pad(text, (((window - 1) // 2, window // 2), (0, 0)))
    return np.stack([np.tensordot(padded[p : p + window], kernel, 2) + bias for p in range(len(text))])
