"""A Rescaling layer divides by 255 in front of VGG16, so the same images give other maps.

caught by: test_weights_are_passed_on
"""

# %% build_base
def build_base(image_size, weights=None):
    vgg = keras.applications.VGG16(include_top=False, weights=weights, input_shape=(image_size, image_size, 3))
    photos = keras.Input((image_size, image_size, 3))
    x = layers.Rescaling(1 / 255)(photos)
    for layer in vgg.layers[1:]:
        x = layer(x)
    return keras.Model(photos, x)
