"""Classifier: a tf.data pipeline that shuffles, AdamW; head: functional with base(inputs, training=False), dropout;
tuning: the lecture's set_trainable loop, RMSprop at a hundredth.

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
    return keras.applications.VGG16(
        include_top=False, weights=weights, input_shape=(image_size, image_size, 3)
    )

# %% preprocess
def preprocess(images):
    centered = np.subtract(images, (123.68, 116.779, 103.939), dtype="float64")
    return np.ascontiguousarray(np.flip(centered, axis=-1)).astype("float32")

# %% extract_features
def extract_features(base, images):
    return base.predict(preprocess_input(images.astype("float32")), verbose=0)

# %% train_classifier
import tensorflow as tf

def train_classifier(features, labels, epochs=15, rate=1e-3):
    pairs = tf.data.Dataset.from_tensor_slices((features, np.asarray(labels, "float32")[:, None]))
    pairs = pairs.shuffle(len(features)).batch(32)
    net = keras.Sequential(
        [
            keras.Input(features.shape[1:]),
            layers.GlobalMaxPooling2D(),
            layers.Dense(100, activation="gelu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    net.compile(keras.optimizers.AdamW(rate), loss="binary_crossentropy", metrics=["accuracy"])
    net.fit(pairs, epochs=epochs, verbose=0)
    return net

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    inputs = keras.Input(images.shape[1:])
    maps = base(inputs, training=False)
    x = layers.Flatten()(maps)
    x = layers.Dropout(0.2)(x)
    x = layers.Dense(128, "relu")(x)
    model = keras.Model(inputs, layers.Dense(1, "sigmoid")(x))
    model.compile(loss="binary_crossentropy", optimizer=keras.optimizers.Nadam(rate))
    model.fit(x=images, y=labels, epochs=epochs, batch_size=20, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    set_trainable = False
    for layer in base.layers:
        if layer.name == "block5_conv1":
            set_trainable = True
        layer.trainable = set_trainable
    model.compile(
        loss="binary_crossentropy",
        optimizer=keras.optimizers.RMSprop(learning_rate=head_rate / 100),
        metrics=["acc"],
    )
    model.fit(images, labels, epochs=epochs, batch_size=20, verbose=0)
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
