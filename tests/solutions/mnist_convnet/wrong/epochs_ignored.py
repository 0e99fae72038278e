"""Training always takes four epochs.

caught by: test_history_covers_the_asked_epochs
"""

# %% train
def train(model, images, labels, epochs=5):
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(images, labels, epochs=4, batch_size=64, verbose=0)
