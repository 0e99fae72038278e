"""np.pad repeats the border; the window is cut out."""

# %% shift_image
def shift_image(image, down, right):
    size = max(abs(down), abs(right))
    padded = np.pad(image, ((size, size), (size, size), (0, 0)), mode="edge")
    height, width = image.shape[:2]
    return padded[size - down : size - down + height, size - right : size - right + width]
