"""Photos that do not fill a batch of 16 are left out.

caught by: test_each_photo_has_its_feature_maps
"""

# %% extract_features
def extract_features(base, images):
    x = preprocess_input(images.astype("float32"))[: len(images) // 16 * 16]
    return np.concatenate([np.asarray(base(x[i : i + 16])) for i in range(0, len(x), 16)] or [np.zeros((0, 2, 2, 8))])
