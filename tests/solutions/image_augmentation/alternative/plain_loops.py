"""Plain loops move the image, make the versions and read the curve."""

# %% shift_image
import numpy as np


def shift_image(image, down, right):
    height, width, _ = image.shape
    result = np.empty_like(image)
    for row in range(height):
        source_row = min(max(row - down, 0), height - 1)
        for column in range(width):
            source_column = min(max(column - right, 0), width - 1)
            result[row, column] = image[source_row, source_column]
    return result


# %% augmented_versions
import numpy as np


def augmented_versions(image, augmentation, count=9):
    versions = []
    for _ in range(count):
        single = np.array(image, dtype="float32")[None] / 255
        versions.append(np.asarray(augmentation(single, training=True))[0])
    return np.array(versions)


# %% summarise
def summarise(history):
    best_epoch, best = 1, history["val_accuracy"][0]
    for epoch, value in enumerate(history["val_accuracy"], start=1):
        if value > best:
            best_epoch, best = epoch, value
    return {
        "epoch": best_epoch,
        "accuracy": float(best),
        "gap": float(history["accuracy"][-1]) - float(history["val_accuracy"][-1]),
    }
