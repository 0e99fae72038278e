"""The size is heeded only without weights; with a file the base takes images of any size.

caught by: test_weights_are_passed_on
"""

# %% build_base
def build_base(image_size, weights=None):
    if weights is None:
        return keras.applications.VGG16(
            include_top=False, weights=None, input_shape=(image_size, image_size, 3)
        )
    return keras.applications.VGG16(include_top=False, weights=weights)
