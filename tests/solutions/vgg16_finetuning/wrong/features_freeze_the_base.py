"""extract_features freezes the base, which stays frozen.

caught by: test_each_photo_has_its_feature_maps
"""

# %% extract_features
def extract_features(base, images):
    base.trainable = False
    return base.predict(preprocess_input(images.astype("float32")), verbose=0)
