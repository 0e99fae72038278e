"""Builds the whole VGG16 with its top and cuts it off, so that weight files of the base do not fit.

caught by: test_weights_are_passed_on
"""

# %% build_base
def build_base(image_size, weights=None):
    whole = keras.applications.VGG16(include_top=True, weights=weights, input_shape=(image_size, image_size, 3))
    return keras.Model(whole.input, whole.get_layer("block5_pool").output)
