"""Scaled by 1/255, as in the deck.

caught by: test_channels_are_turned_and_centred
"""

# %% preprocess
def preprocess(images):
    return images.astype("float32") / 255
