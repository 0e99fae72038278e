"""The bias is not added.

caught by: test_window_slides_over_the_words
"""

# %% conv1d
def conv1d(text, kernel, bias):
    positions = len(text) - len(kernel) + 1
    return np.stack([np.tensordot(text[p : p + len(kernel)], kernel, 2) for p in range(positions)])
