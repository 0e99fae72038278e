"""Random weights, whatever was asked for.

caught by: test_weights_are_passed_on
"""

# %% build_base
def build_base(image_size, weights=None):
    return keras.applications.VGG16(weights=None, include_top=False, input_shape=(image_size, image_size, 3))
