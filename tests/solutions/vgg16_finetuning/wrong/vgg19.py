"""VGG19 in the place of VGG16.

caught by: test_base_ends_with_feature_maps
"""

# %% build_base
def build_base(image_size, weights=None):
    return keras.applications.VGG19(weights=weights, include_top=False, input_shape=(image_size, image_size, 3))
