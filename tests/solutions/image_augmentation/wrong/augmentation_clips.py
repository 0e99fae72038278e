"""The augmentation clips to 0 to 255: smaller numbers are lost.

caught by: test_any_range_and_any_shape
"""

# %% build_augmentation
def build_augmentation(
    rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, shear_range=0.0, zoom_range=0.0,
    horizontal_flip=False,
):
    steps = [
        layers.RandomRotation(rotation_range / 360, fill_mode="nearest"),
        layers.RandomTranslation(height_shift_range, width_shift_range, fill_mode="nearest"),
        layers.RandomShear(shear_range, fill_mode="nearest"),
        layers.RandomZoom(zoom_range, fill_mode="nearest"),
    ]
    if horizontal_flip:
        steps.append(layers.RandomFlip("horizontal"))
    model = keras.Sequential(steps)

    def augmentation(images, training=True):
        return tf.clip_by_value(model(images, training=training), 0.0, 255.0)

    return augmentation
