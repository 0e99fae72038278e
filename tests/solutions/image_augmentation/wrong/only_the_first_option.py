"""With elif instead of if, only the first of several options acts.

caught by: test_options_act_together
"""

# %% build_augmentation
def build_augmentation(
    rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, shear_range=0.0, zoom_range=0.0,
    horizontal_flip=False,
):
    if rotation_range:
        step = layers.RandomRotation(rotation_range / 360, fill_mode="nearest")
    elif width_shift_range or height_shift_range:
        step = layers.RandomTranslation(height_shift_range, width_shift_range, fill_mode="nearest")
    elif shear_range:
        step = layers.RandomShear(x_factor=shear_range, fill_mode="nearest")
    elif zoom_range:
        step = layers.RandomZoom(zoom_range, fill_mode="nearest")
    elif horizontal_flip:
        step = layers.RandomFlip("horizontal")
    else:
        step = layers.Identity()
    return keras.Sequential([step])
