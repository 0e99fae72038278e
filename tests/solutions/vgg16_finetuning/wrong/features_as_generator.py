"""A generator of batches comes back.

caught by: test_features_of_prepared_photos, test_each_photo_has_its_feature_maps
"""

# %% extract_features
def extract_features(base, images):
    return (base(preprocess_input(images[i : i + 8].astype("float32"))) for i in range(0, len(images), 8))
