"""The lecture's values, whatever is asked.

caught by: test_rotation_is_in_degrees, test_shifts_along_their_own_axis, test_zoom_goes_in_and_out, test_shear_slides_rows_sideways, test_borders_repeat_the_nearest_pixel, test_images_stay_when_nothing_is_asked
"""

# %% build_augmentation
def build_augmentation(**options):
    return keras.Sequential(
        [
            layers.RandomFlip("horizontal"),
            layers.RandomRotation(40 / 360, fill_mode="nearest"),
            layers.RandomTranslation(0.2, 0.2, fill_mode="nearest"),
            layers.RandomShear(0.2, fill_mode="nearest"),
            layers.RandomZoom(0.2, fill_mode="nearest"),
        ]
    )
