"""The return statement is missing.

caught by: test_base_ends_with_feature_maps, test_weights_are_passed_on
"""

# %% build_base
def build_base(image_size, weights=None):
    base = keras.applications.VGG16(weights=weights, include_top=False, input_shape=(image_size, image_size, 3))
