"""Whole pixels (`interpolation="nearest"`) instead of values between them, and seeds of its own."""

# %% build_augmentation
def build_augmentation(
    rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, shear_range=0.0, zoom_range=0.0,
    horizontal_flip=False,
):
    common = {"fill_mode": "nearest", "interpolation": "nearest"}
    inputs = keras.Input((None, None, 3))
    x = layers.RandomZoom(height_factor=zoom_range, width_factor=zoom_range, seed=1, **common)(inputs)
    x = layers.RandomTranslation(width_factor=width_shift_range, height_factor=height_shift_range, seed=2, **common)(x)
    x = layers.RandomShear(x_factor=(0.0, shear_range), seed=3, **common)(x)  # the layer draws the direction itself
    x = layers.RandomRotation((-rotation_range / 360, rotation_range / 360), seed=4, **common)(x)
    if horizontal_flip:
        x = layers.RandomFlip("horizontal", seed=5)(x)
    return keras.Model(inputs, x, name="augmentation")
