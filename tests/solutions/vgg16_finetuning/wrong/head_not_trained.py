"""The head is never trained.

caught by: test_head_learns, test_head_uses_all_images
"""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    hidden = layers.Dense(64, activation="relu")
    model = keras.Sequential([keras.Input(base.input_shape[1:]), base, layers.Flatten(), hidden, layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    
    return model
