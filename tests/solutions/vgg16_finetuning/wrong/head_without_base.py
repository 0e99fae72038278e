"""Only the head comes back.

caught by: test_base_keeps_its_weights, test_model_is_base_and_head, test_head_learns
"""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    features = base.predict(images, verbose=0)
    head = keras.Sequential([keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(1, activation="sigmoid")])
    head.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    head.fit(features, labels, epochs=epochs, verbose=0)
    return head
