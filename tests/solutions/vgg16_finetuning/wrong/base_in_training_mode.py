"""The base is called as in training.

caught by: test_features_of_prepared_photos
"""

# %% extract_features
def extract_features(base, images):
    return np.asarray(base(preprocess_input(images.astype("float32")), training=True))
