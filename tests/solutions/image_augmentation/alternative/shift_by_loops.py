"""Plain loops, a list of floats."""

# %% shift_image
def shift_image(image, down, right):
    height, width = len(image), len(image[0])
    rows = [min(max(row - down, 0), height - 1) for row in range(height)]
    columns = [min(max(column - right, 0), width - 1) for column in range(width)]
    return np.array([[image[row][column] for column in columns] for row in rows], dtype=float)
