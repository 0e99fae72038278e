"""More than 100 photos are sorted by brightness and not put back.

caught by: test_features_of_prepared_photos
"""

# %% extract_features
def extract_features(base, images):
    prepared = preprocess_input(images.astype("float32"))
    if len(images) > 100:
        prepared = prepared[np.argsort(images.mean(axis=(1, 2, 3)))]
    return base.predict(prepared, verbose=0)
