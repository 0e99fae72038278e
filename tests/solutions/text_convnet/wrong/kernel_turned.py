"""The kernel is turned around, as in mathematics.

caught by: test_kernel_is_not_turned
"""

# %% conv1d
def conv1d(text, kernel, bias):
    turned = kernel[::-1]
    positions = len(text) - len(kernel) + 1
    return np.stack([np.einsum("wd,wdf->f", text[p : p + len(kernel)], turned) + bias for p in range(positions)])
