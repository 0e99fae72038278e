"""The shift up and down is a share of the width, which shows only if images are not square.

caught by: test_any_range_and_any_shape
"""

# %% build_augmentation
def build_augmentation(
    rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, shear_range=0.0, zoom_range=0.0,
    horizontal_flip=False,
):
    others = keras.Sequential(
        [
            layers.RandomRotation(rotation_range / 360, fill_mode="nearest"),
            layers.RandomShear(shear_range, fill_mode="nearest"),
            layers.RandomZoom(zoom_range, fill_mode="nearest"),
            layers.RandomFlip("horizontal") if horizontal_flip else layers.Identity(),
        ]
    )
    numbers = keras.random.SeedGenerator()

    def augmentation(images, training=True):
        images = tf.cast(images, "float32")
        if not training:
            return images
        count, size = tf.shape(images)[0], tf.cast(tf.shape(images)[2], "float32")
        right = keras.random.uniform((count,), -1, 1, seed=numbers) * width_shift_range * size
        down = keras.random.uniform((count,), -1, 1, seed=numbers) * height_shift_range * size
        one, zero = tf.ones((count,)), tf.zeros((count,))
        matrices = tf.stack([one, zero, right, zero, one, down, zero, zero], axis=1)
        return others(keras.ops.image.affine_transform(images, matrices, "bilinear", "nearest"), training=True)

    return augmentation
