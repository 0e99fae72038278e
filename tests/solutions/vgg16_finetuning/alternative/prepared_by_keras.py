"""Keras' own function on a copy."""

# %% preprocess
def preprocess(images):
    return preprocess_input(np.array(images, dtype="float32"))
