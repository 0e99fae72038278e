"""Images only become smaller.

caught by: test_zoom_goes_in_and_out
"""

# %% build_augmentation
def build_augmentation(
    rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, shear_range=0.0, zoom_range=0.0,
    horizontal_flip=False,
):
    fill = {"fill_mode": "nearest"}
    steps = [
        layers.RandomRotation(rotation_range / 360, **fill),
        layers.RandomTranslation(height_shift_range, width_shift_range, **fill),
        layers.RandomShear(x_factor=shear_range, **fill),
        layers.RandomZoom((0, zoom_range), **fill),
    ]
    if horizontal_flip:
        steps.append(layers.RandomFlip("horizontal"))
    return keras.Sequential(steps)
