"""Adds Dropout layers and regularizers only where they are asked for, with names; the activations are layers of their own."""

# %% build_net
def build_net(units=16, words=10_000, l1=0.0, l2=0.0, dropout=0.0):
    if l1 and l2:
        penalty = keras.regularizers.L1L2(l1, l2)
    elif l1:
        penalty = keras.regularizers.L1(l1)
    elif l2:
        penalty = keras.regularizers.L2(l2)
    else:
        penalty = None
    model = keras.Sequential(name="reviews")
    model.add(keras.Input((words,)))
    for number in (1, 2):
        model.add(layers.Dense(units, kernel_regularizer=penalty, name=f"hidden_{number}"))
        model.add(layers.ReLU())
        if dropout > 0:
            model.add(layers.Dropout(rate=dropout, name=f"dropout_{number}"))
    model.add(layers.Dense(1, name="score"))
    model.add(layers.Activation("sigmoid"))
    return model

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=0.1, momentum=0.9),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=[keras.metrics.BinaryCrossentropy(name="bce")],
    )
    history = model.fit(
        x_train,
        np.expand_dims(y_train, axis=1),
        64,
        epochs,
        validation_data=(x_val, np.expand_dims(y_val, axis=1)),
        verbose=0,
    )
    return history.history
