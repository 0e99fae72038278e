"""Keras' function changes the photos that came in.

caught by: test_photos_are_left_as_they_are
"""

# %% preprocess
def preprocess(images):
    return preprocess_input(images)
