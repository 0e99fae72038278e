"""The model gives logits.

caught by: test_model_is_base_and_head
"""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    hidden = layers.Dense(64, activation="relu")
    model = keras.Sequential([keras.Input(base.input_shape[1:]), base, layers.Flatten(), hidden, layers.Dense(1)])
    model.compile(keras.optimizers.Adam(rate), loss=keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(images, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
