"""The photos are prepared twice.

caught by: test_features_of_prepared_photos
"""

# %% extract_features
def extract_features(base, images):
    x = preprocess_input(images.astype("float32"))
    return base.predict(preprocess_input(x), verbose=0)
