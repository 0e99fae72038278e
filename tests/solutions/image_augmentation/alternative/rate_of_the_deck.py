"""RMSprop at the deck's rate, the metric named acc."""

# %% train
def train(model, training, validation, epochs):
    model.compile(optimizer=keras.optimizers.RMSprop(learning_rate=1e-4), loss="binary_crossentropy", metrics=["acc"])
    return model.fit(training, validation_data=validation, epochs=epochs, shuffle=False, verbose=0)
