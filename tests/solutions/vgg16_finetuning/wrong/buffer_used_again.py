"""Photos of the same shape get the same buffer again, so an earlier result is overwritten.

caught by: test_photos_are_left_as_they_are
"""

# %% preprocess
_buffers = {}


def preprocess(images):
    buffer = _buffers.setdefault(images.shape, np.empty(images.shape, dtype="float32"))
    buffer[...] = images[..., ::-1]
    buffer -= np.array([103.939, 116.779, 123.68], dtype="float32")
    return buffer
