"""Shifts and flips with tf.gather and random numbers for each image; rotation, shear and zoom with layers.

Written from the notebook alone.
"""

# %% shift_image
def shift_image(image, down, right):
    down, right = int(down), int(right)
    height, width = image.shape[0], image.shape[1]
    row, column = np.indices((height, width))
    return image[(row - down).clip(0, height - 1), (column - right).clip(0, width - 1)]

# %% build_augmentation
def build_augmentation(
    rotation_range=0,
    width_shift_range=0.0,
    height_shift_range=0.0,
    shear_range=0.0,
    zoom_range=0.0,
    horizontal_flip=False,
):
    pick = {
        "rotation": lambda: layers.RandomRotation(rotation_range / 360, fill_mode="nearest"),
        "shear": lambda: layers.RandomShear(x_factor=shear_range, fill_mode="nearest"),
        "zoom": lambda: layers.RandomZoom(zoom_range, fill_mode="nearest"),
    }
    wanted = {"rotation": rotation_range, "shear": shear_range, "zoom": zoom_range}
    warps = [pick[name]() for name, size in wanted.items() if size]

    def moved_along(images, share, axis):
        """Each image moves along an axis by a share of its own; whole and broken pixels."""
        size = tf.shape(images)[axis]
        shift = tf.random.uniform([tf.shape(images)[0], 1], -share, share) * tf.cast(size, tf.float32)
        place = tf.range(tf.cast(size, tf.float32))[tf.newaxis] - shift
        low = tf.floor(place)
        weight = place - low
        last = size - 1
        first = tf.clip_by_value(tf.cast(low, tf.int32), 0, last)
        second = tf.clip_by_value(tf.cast(low, tf.int32) + 1, 0, last)
        shape = [-1, size, 1, 1] if axis == 1 else [-1, 1, size, 1]
        weight = tf.reshape(weight, shape)
        one = tf.gather(images, first, axis=axis, batch_dims=1) if axis == 1 else sideways(images, first)
        two = tf.gather(images, second, axis=axis, batch_dims=1) if axis == 1 else sideways(images, second)
        return one * (1 - weight) + two * weight

    def sideways(images, index):
        turned = tf.transpose(images, [0, 2, 1, 3])
        return tf.transpose(tf.gather(turned, index, axis=1, batch_dims=1), [0, 2, 1, 3])

    def augment(images, training=True):
        images = tf.cast(images, tf.float32)
        if not training:
            return images
        for warp in warps:
            images = warp(images, training=True)
        if height_shift_range:
            images = moved_along(images, height_shift_range, 1)
        if width_shift_range:
            images = moved_along(images, width_shift_range, 2)
        if horizontal_flip:
            coin = tf.random.uniform([tf.shape(images)[0], 1, 1, 1]) < 0.5
            images = tf.where(coin, tf.reverse(images, [2]), images)
        return images

    return augment

# %% augmented_versions
def augmented_versions(image, augmentation, count=9):
    batch = np.broadcast_to(image / 255, (count, *image.shape)).astype("float32")
    return np.asarray(augmentation(batch, training=True), dtype="float64")

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    change = augmentation or (lambda images, training: images)

    def pipeline(images, labels, shuffle, function):
        found = tf.data.Dataset.from_tensor_slices({"x": images, "y": labels})
        if shuffle:
            found = found.shuffle(max(1, len(images)))
        found = found.batch(batch_size, drop_remainder=False)
        return found.map(lambda batch: (function(tf.cast(batch["x"], "float32") / 255.0), batch["y"]))

    return (
        pipeline(x_train, y_train, True, lambda images: change(images, training=True)),
        pipeline(x_validation, y_validation, False, tf.identity),
    )

# %% build_convnet
def build_convnet(image_size=150, dropout=0.5):
    base = [keras.Input((image_size, image_size, 3))]
    for exponent in (5, 6, 7, 7):
        conv = layers.Conv2D(2**exponent, 3, kernel_initializer="he_uniform", activation="relu")
        base += [conv, layers.MaxPooling2D()]
    head = [layers.Flatten(), layers.Dropout(dropout)]
    head += [layers.Dense(512, activation="relu"), layers.Dense(1, activation="sigmoid")]
    return keras.Sequential(base + head)

# %% train
def train(model, training, validation, epochs):
    model.compile(keras.optimizers.RMSprop(3e-4), "binary_crossentropy", metrics=["accuracy"])
    return model.fit(training, epochs=epochs, validation_data=validation, shuffle=False, verbose=0)

# %% summarise
def summarise(history):
    numbers = range(1, len(history["val_accuracy"]) + 1)
    epoch = max(numbers, key=lambda number: history["val_accuracy"][number - 1])
    gap = history["accuracy"][-1] - history["val_accuracy"][-1]
    return {"epoch": epoch, "accuracy": history["val_accuracy"][epoch - 1], "gap": gap}
