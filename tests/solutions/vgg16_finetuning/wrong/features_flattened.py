"""The feature maps are flattened.

caught by: test_each_photo_has_its_feature_maps
"""

# %% extract_features
def extract_features(base, images):
    f = base.predict(preprocess_input(images.astype("float32")), verbose=0)
    return f.reshape(len(f), -1)
