"""Columns slide too, up and down.

caught by: test_shear_slides_rows_sideways
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
        layers.RandomShear(x_factor=shear_range, y_factor=shear_range, **fill),
        layers.RandomZoom(zoom_range, **fill),
    ]
    if horizontal_flip:
        steps.append(layers.RandomFlip("horizontal"))
    return keras.Sequential(steps)
