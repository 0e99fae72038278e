"""40 degrees become the factor 40, which the layer refuses.

caught by: test_rotation_is_in_degrees, test_options_act_together, test_borders_repeat_the_nearest_pixel, test_images_stay_when_nothing_is_asked
"""

# %% build_augmentation
def build_augmentation(
    rotation_range=0, width_shift_range=0.0, height_shift_range=0.0, shear_range=0.0, zoom_range=0.0,
    horizontal_flip=False,
):
    fill = {"fill_mode": "nearest"}
    steps = [
        layers.RandomRotation(rotation_range, **fill),
        layers.RandomTranslation(height_shift_range, width_shift_range, **fill),
        layers.RandomShear(x_factor=shear_range, **fill),
        layers.RandomZoom(zoom_range, **fill),
    ]
    if horizontal_flip:
        steps.append(layers.RandomFlip("horizontal"))
    return keras.Sequential(steps)
