"""One affine change of its own, with the random numbers of keras.random."""

# %% build_augmentation
def build_augmentation(
    rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, shear_range=0.0, zoom_range=0.0,
    horizontal_flip=False,
):
    numbers = keras.random.SeedGenerator()

    def augmentation(images, training=True):
        if not training:
            return images
        images = tf.cast(images, "float32")
        count, height, width = tf.shape(images)[0], images.shape[1], images.shape[2]

        def drawn(low, high):
            return keras.random.uniform((count,), low, high, seed=numbers)

        angle = drawn(-1, 1) * rotation_range * np.pi / 180
        slant = drawn(-1, 1) * shear_range
        across, down = 1 + drawn(-1, 1) * zoom_range, 1 + drawn(-1, 1) * zoom_range
        sign = tf.sign(drawn(-1, 1)) if horizontal_flip else tf.ones((count,))
        a, b = tf.cos(angle) * across * sign, (tf.cos(angle) * slant - tf.sin(angle)) * down
        c, d = tf.sin(angle) * across * sign, (tf.sin(angle) * slant + tf.cos(angle)) * down
        x, y = (width - 1) / 2, (height - 1) / 2
        right = x + drawn(-1, 1) * width_shift_range * width - a * x - b * y
        below = y + drawn(-1, 1) * height_shift_range * height - c * x - d * y
        matrices = tf.stack([a, b, right, c, d, below, tf.zeros((count,)), tf.zeros((count,))], axis=1)
        return keras.ops.image.affine_transform(images, matrices, "bilinear", "nearest")

    return augmentation
