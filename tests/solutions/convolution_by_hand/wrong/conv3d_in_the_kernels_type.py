"""The responses have the kernel's type: a kernel of whole numbers cuts fractions off.

caught by: test_conv3d_keeps_arguments_axes_and_fractions
"""

# %% conv3d
def conv3d(volume, kernel):
    d, h, w = kernel.shape
    shape = [n - k + 1 for n, k in zip(volume.shape, kernel.shape)]
    responses = np.empty_like(kernel, shape=shape)
    for i in range(shape[0]):
        for j in range(shape[1]):
            for k in range(shape[2]):
                responses[i, j, k] = (volume[i : i + d, j : j + h, k : k + w] * kernel).sum()
    return responses
