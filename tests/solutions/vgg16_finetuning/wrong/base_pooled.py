"""The feature maps are averaged.

caught by: test_base_ends_with_feature_maps
"""

# %% build_base
def build_base(image_size, weights=None):
    return keras.applications.VGG16(weights=weights, include_top=False, pooling="avg", input_shape=(image_size, image_size, 3))
