"""The layers are described by dictionaries and unpacked, weights are regularized by separate objects; Nadam with a table of targets."""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    hidden = {"units": units, "activation": "relu"}
    stack = [keras.Input(shape=(words,))]
    for _ in ("first", "second"):
        regularizer = keras.regularizers.get({"class_name": "L1L2", "config": {"l1": l1, "l2": l2}})
        stack += [layers.Dense(**hidden, kernel_regularizer=regularizer), layers.Dropout(dropout)]
    stack.append(layers.Dense(1, activation=keras.activations.sigmoid))
    return keras.models.Sequential(stack)

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    targets = {"training": y_train, "validation": y_val}
    column = {name: np.array([[label] for label in y], dtype="float32") for name, y in targets.items()}
    metric = keras.metrics.BinaryCrossentropy(name="bce", dtype="float32")
    model.compile(optimizer=keras.optimizers.Nadam(), loss="binary_crossentropy", metrics=[metric])
    fitted = model.fit(
        x=x_train,
        y=column["training"],
        batch_size=64,
        epochs=epochs,
        verbose=0,
        validation_data=(x_val, column["validation"]),
    )
    return fitted
