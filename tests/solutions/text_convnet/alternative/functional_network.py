"""The functional API, ReLU and sigmoid as layers of their own, global maximum by Keras' operation."""

# %% build_text_convnet
def build_text_convnet(length=500, words=10_000, dimensions=128, filters=32, window=7, pool=5, optimizer="adam"):
    ids = keras.Input((length,), dtype="int32")
    signal = layers.Embedding(words, dimensions)(ids)
    signal = layers.ReLU()(layers.Conv1D(filters, window)(signal))
    signal = layers.MaxPooling1D(pool_size=pool, strides=pool)(signal)
    signal = layers.Activation("relu")(layers.Conv1D(filters, window)(signal))
    score = layers.Dense(1)(keras.ops.max(signal, axis=1))
    model = keras.Model(ids, layers.Activation("sigmoid")(score))
    model.compile(optimizer=keras.optimizers.get(optimizer), loss=keras.losses.BinaryCrossentropy(), metrics=["acc"])
    return model
