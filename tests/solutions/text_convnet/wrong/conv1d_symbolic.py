"""A symbolic tensor is returned.

caught by: test_window_slides_over_the_words, test_kernel_is_not_turned
"""

# %% conv1d
def conv1d(text, kernel, bias):
    return layers.Conv1D(kernel.shape[2], len(kernel))(keras.Input(text.shape))[0]
