"""A preallocated array takes the quotients, np.add.at fills the matrix."""

# %% prepare_images
def prepare_images(images):
    prepared = np.empty(images.shape + (1,), dtype="float32")
    prepared[..., 0] = images
    prepared /= 255
    return prepared

# %% confusion_matrix
def confusion_matrix(labels, predictions):
    matrix = np.zeros((10, 10), dtype=np.int64)
    np.add.at(matrix, (labels, predictions), 1)
    return matrix

# %% build_dense
def build_dense():
    return keras.Sequential(
        [
            keras.Input(shape=(28, 28, 1)),
            layers.Flatten(),
            layers.Dense(units=512, activation=keras.activations.relu),
            layers.Dense(units=10, activation=keras.activations.softmax),
        ]
    )
