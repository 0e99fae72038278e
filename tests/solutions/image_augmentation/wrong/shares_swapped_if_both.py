"""With both shifts the share of the width is used for the height.

caught by: test_shifts_along_their_own_axis
"""

# %% build_augmentation
def build_augmentation(
    rotation_range=0,
    width_shift_range=0.0,
    height_shift_range=0.0,
    shear_range=0.0,
    zoom_range=0.0,
    horizontal_flip=False,
):
    steps = [layers.Identity()]
    if horizontal_flip:
        steps.append(layers.RandomFlip("horizontal"))
    if rotation_range:
        steps.append(layers.RandomRotation(rotation_range / 360, fill_mode="nearest"))
    if width_shift_range and height_shift_range:
        steps.append(
            layers.RandomTranslation(width_shift_range, height_shift_range, fill_mode="nearest")
        )
    elif width_shift_range:
        steps.append(layers.RandomTranslation(0.0, width_shift_range, fill_mode="nearest"))
    elif height_shift_range:
        steps.append(layers.RandomTranslation(height_shift_range, 0.0, fill_mode="nearest"))
    if shear_range:
        steps.append(layers.RandomShear(x_factor=shear_range, fill_mode="nearest"))
    if zoom_range:
        steps.append(layers.RandomZoom(zoom_range, fill_mode="nearest"))
    return keras.Sequential(steps)
