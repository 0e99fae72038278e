"""Only uint8 becomes float; photos of other integers get a result of integers, cut off.

caught by: test_channels_are_turned_and_centred
"""
# %% preprocess
def preprocess(images):
    if images.dtype == np.uint8:
        images = images.astype("float32")
    result = np.empty_like(images)
    for channel, mean in enumerate([103.939, 116.779, 123.68]):
        result[..., channel] = images[..., 2 - channel] - mean
    return result
