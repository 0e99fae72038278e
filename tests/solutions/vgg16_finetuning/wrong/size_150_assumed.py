"""The size of the deck's photos, whatever was asked for.

caught by: test_base_ends_with_feature_maps
"""

# %% build_base
def build_base(image_size, weights=None):
    return keras.applications.VGG16(weights=weights, include_top=False, input_shape=(150, 150, 3))
