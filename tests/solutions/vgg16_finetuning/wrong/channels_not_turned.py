"""The channels stay red, green, blue.

caught by: test_channels_are_turned_and_centred
"""

# %% preprocess
def preprocess(images):
    return images - np.array([103.939, 116.779, 123.68])[::-1]
