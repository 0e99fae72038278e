"""Only a file is passed on as weights, and 'imagenet' is not.

caught by: test_weights_are_passed_on
"""

# %% build_base
def build_base(image_size, weights=None):
    is_file = weights is not None and str(weights).endswith(".h5")
    return keras.applications.VGG16(
        include_top=False,
        weights=weights if is_file else None,
        input_shape=(image_size, image_size, 3),
    )
