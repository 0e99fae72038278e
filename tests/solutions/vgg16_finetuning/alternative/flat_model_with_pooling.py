"""One flat functional model, global average pooling, dropout."""

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    x = layers.GlobalAveragePooling2D()(base.output)
    x = layers.Dropout(0.2)(layers.Dense(64, activation="relu")(x))
    model = keras.Model(base.inputs, layers.Dense(1, activation="sigmoid")(x))
    model.compile(keras.optimizers.Adam(rate), loss=keras.losses.BinaryCrossentropy())
    model.fit(images, labels, epochs=epochs, batch_size=16, verbose=0)
    return model
