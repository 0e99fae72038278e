"""The head is trained on features that are extracted once, then put on the base."""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    features = base.predict(images, verbose=0)
    head = keras.Sequential([keras.Input(features.shape[1:]), layers.Flatten(), layers.Dense(1, activation="sigmoid")])
    head.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy")
    head.fit(features, labels, epochs=epochs, batch_size=20, verbose=0)
    base.trainable = False
    inputs = keras.Input(base.input_shape[1:])
    return keras.Model(inputs, head(base(inputs, training=False)))
