"""Takes dark photos (no number above 1) for scaled ones and multiplies them by 255.

caught by: test_channels_are_turned_and_centred
"""

# %% preprocess
def preprocess(images):
    numbers = np.array(images, dtype="float32")
    if numbers.max() <= 1:
        numbers = numbers * 255
    return numbers[..., ::-1] - np.array([103.939, 116.779, 123.68], dtype="float32")
