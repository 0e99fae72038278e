"""The metric has Keras' own name.

caught by: test_metric_leaves_the_penalty_out
"""

# %% train
def train(model, x_train, y_train, x_val, y_val, epochs=20):
    model.compile(optimizer="rmsprop", loss="binary_crossentropy", metrics=["binary_crossentropy"])
    return model.fit(x_train, y_train[:, None], epochs=epochs, batch_size=64, validation_data=(x_val, y_val[:, None]), verbose=0)
