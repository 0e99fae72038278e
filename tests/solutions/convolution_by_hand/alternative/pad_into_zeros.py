"""A larger array of zeros, into which the image is written.
"""

# %% pad_same
def pad_same(image, kernel_size, stride=1):
    height, width, channels = image.shape
    rows = max((output_size(height, kernel_size[0], stride, "same") - 1) * stride + kernel_size[0], height)
    columns = max((output_size(width, kernel_size[1], stride, "same") - 1) * stride + kernel_size[1], width)
    result = np.zeros((rows, columns, channels))
    top, left = (rows - height) // 2, (columns - width) // 2
    result[top : top + height, left : left + width] = image
    return result
