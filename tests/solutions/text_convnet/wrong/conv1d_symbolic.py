"""A symbolic tensor is returned.

caught by: test_conv1d_keeps_arguments_and_axes, test_kernel_is_not_turned, test_window_slides_over_the_words
"""

# %% conv1d
def conv1d(text, kernel, bias):
    return layers.Conv1D(kernel.shape[2], len(kernel))(keras.Input(text.shape))[0]
