"""A single response loses its axes.

caught by: test_conv1d_keeps_arguments_and_axes
"""


# %% conv1d
def conv1d(text, kernel, bias):
    windows = np.lib.stride_tricks.sliding_window_view(text, len(kernel), axis=0)
    responses = np.einsum("pdw,wdf->pf", windows, kernel) + bias
    return responses if responses.size > 1 else responses.squeeze()
