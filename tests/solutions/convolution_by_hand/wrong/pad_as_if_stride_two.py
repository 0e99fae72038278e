"""It only asks whether the stride divides the size: enough for stride 2.

caught by: test_stride_takes_fewer_zeros
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    widths = []
    for size, kernel in zip(image.shape[:2], kernel_size):
        total = max(0, kernel - stride) if size % stride == 0 else kernel - 1
        widths.append((total // 2, total - total // 2))
    return np.pad(image, (*widths, (0, 0)))
