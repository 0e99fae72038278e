"""Global average pooling, dropout, RMSprop."""

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential([keras.Input(features.shape[1:]), layers.GlobalAveragePooling2D(), layers.Dense(64, activation="relu"), layers.Dropout(0.5), layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.RMSprop(rate), loss="binary_crossentropy")
    model.fit(features, labels, epochs=epochs, batch_size=20, verbose=0)
    return model
