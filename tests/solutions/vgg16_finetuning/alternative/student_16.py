"""Classifier: dropout, Nadam, model.add; head: head's layers side by side with the base's, RMSprop;
tuning: flags in a loop, Adam at a tenth.

Written from the notebook alone.
"""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    inputs = np.array([3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512, 512, 512])
    outputs = np.append(inputs[1:], 512)
    convolutions = (9 * inputs + 1) * outputs
    features = (image_size >> 5) ** 2 * 512
    head = features * units + units + units + 1
    return {
        "features": int(features),
        "all": int(convolutions.sum()) + int(head),
        "trained_base_frozen": int(head),
        "trained_block5_open": int(convolutions[-3:].sum()) + int(head),
        "base": int(convolutions.sum()),
    }

# %% build_base
def build_base(image_size, weights=None):
    settings = {"include_top": False, "weights": weights}
    settings["input_shape"] = (image_size, image_size, 3)
    made = keras.applications.vgg16.VGG16(**settings)
    assert made.output_shape[-1] == 512
    return made

# %% preprocess
def preprocess(images):
    new = np.take(images, [2, 1, 0], axis=3).astype(float)
    new -= np.reshape([103.939, 116.779, 123.68], (1, 1, 1, 3))
    return new

# %% extract_features
def extract_features(base, images):
    prepared = preprocess_input(np.array(images, dtype=float))
    pieces = np.array_split(prepared, max(1, -(-len(prepared) // 25)))
    return np.vstack([base.predict_on_batch(piece) for piece in pieces])

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(name="classifier")
    model.add(keras.Input(features[0].shape))
    model.add(layers.Flatten())
    model.add(layers.Dropout(0.2))
    model.add(layers.Dense(64, activation=keras.activations.relu))
    model.add(layers.Dense(1))
    model.add(layers.Activation("sigmoid"))
    model.compile(optimizer=keras.optimizers.Nadam(learning_rate=rate), loss="binary_crossentropy")
    model.fit(x=features, y=labels, epochs=epochs, batch_size=16, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    for layer in base.layers:
        layer.trainable = False
    base.trainable = False
    x = layers.GlobalAveragePooling2D(name="head_pool")(base.output)
    x = layers.Dense(64, activation="relu", name="head_hidden")(x)
    x = layers.Dense(1, activation="sigmoid", name="head_out")(x)
    model = keras.Model(base.input, x)
    model.compile(keras.optimizers.RMSprop(learning_rate=rate), "binary_crossentropy")
    model.fit(images, labels, batch_size=16, epochs=epochs, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.startswith("block5")
    model.compile(keras.optimizers.Adam(head_rate / 10), "binary_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model

# %% compare
def compare(validation, validation_labels, test, test_labels):
    names = list(validation)
    answers = np.stack([np.squeeze(validation[name], axis=1) for name in names]) > 0.5
    shares = (answers == np.asarray(validation_labels).astype(bool)).mean(axis=1)
    last_best = names[len(names) - 1 - int(np.argmax(shares[::-1]))]
    tested = (test[last_best].ravel() > 0.5).astype(int)
    return {
        "validation": dict(zip(names, shares.tolist())),
        "chosen": last_best,
        "test": (tested == test_labels).mean(),
        "baseline": np.bincount(np.asarray(test_labels).astype(int)).max() / len(test_labels),
    }
