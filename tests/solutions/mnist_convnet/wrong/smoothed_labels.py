"""The labels are smoothed: that is another loss, though it starts at 2.30 too.

caught by: test_loss_is_the_cross_entropy
"""

# %% train
def train(model, images, labels, epochs=5):
    loss = keras.losses.CategoricalCrossentropy(label_smoothing=0.1)
    model.compile(optimizer="rmsprop", loss=loss, metrics=["accuracy"])
    return model.fit(images, keras.utils.to_categorical(labels, 10), epochs=epochs, batch_size=64, verbose=0)
