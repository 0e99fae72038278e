"""The base is built first, then its weights are loaded."""

# %% build_base
def build_base(image_size, weights=None):
    start = weights if weights in (None, "imagenet") else None
    base = keras.applications.vgg16.VGG16(include_top=False, weights=start, input_tensor=keras.Input((image_size, image_size, 3)))
    if weights not in (None, "imagenet"):
        base.load_weights(weights)
    return base
