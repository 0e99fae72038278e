"""The base is called batch by batch."""

# %% extract_features
def extract_features(base, images):
    batches = [preprocess_input(images[i : i + 25].astype("float32")) for i in range(0, len(images), 25)]
    return keras.ops.concatenate([base(batch, training=False) for batch in batches])
