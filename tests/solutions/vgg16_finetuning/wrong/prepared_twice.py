"""Prepared twice.

caught by: test_channels_are_turned_and_centred
"""

# %% preprocess
def preprocess(images):
    return preprocess_input(preprocess_input(images.astype("float32")))
