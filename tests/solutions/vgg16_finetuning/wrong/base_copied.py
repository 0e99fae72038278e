"""A copy of the base is put into the model: fine-tuning would open the layers of the other one.

caught by: test_model_is_base_and_head
"""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    copy = keras.models.clone_model(base)
    copy.set_weights(base.get_weights())
    copy.trainable = False
    model = keras.Sequential([keras.Input(base.input_shape[1:]), copy, layers.Flatten(), layers.Dense(64, activation="relu"), layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    model.fit(images, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
