"""Paints the image onto a canvas of zeros; finds the padding by following the window along the axis."""

# %% pad_same
def zeros_needed(size, kernel, stride):
    end = 0
    for start in range(0, size, stride):
        end = start + kernel
    missing = end - size if end > size else 0
    return missing // 2, missing - missing // 2

def pad_same(image, kernel_size, stride=1):
    height, width, channels = image.shape
    top, bottom = zeros_needed(height, kernel_size[0], stride)
    left, right = zeros_needed(width, kernel_size[1], stride)
    canvas = np.zeros((top + height + bottom, left + width + right, channels), image.dtype)
    canvas[top : top + height, left : left + width] = image
    return canvas

# %% output_size
def output_size(size, kernel, stride=1, padding="valid", dilation=1):
    last_weight = 0 if padding == "same" else dilation * (kernel - 1)
    count, start = 0, 0
    while start + last_weight <= size - 1:
        count += 1
        start += stride
    return count
