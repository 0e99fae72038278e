"""Classifier: a 1x1 convolution before pooling, binary accuracy; head: nested base in a Sequential, Adam;
tuning: a rate that decays from a fifth.

Written from the notebook alone.
"""

# %% count_parameters
def count_parameters(image_size=150, units=256):
    chain = [3] + [64] * 2 + [128] * 2 + [256] * 3 + [512] * 6
    convs = [9 * a * b + b for a, b in zip(chain, chain[1:])]
    side = image_size // 32
    features = side * side * 512
    head = (features + 1) * units + units + 1
    return {
        "features": features,
        "all": sum(convs) + head,
        "trained_base_frozen": head,
        "trained_block5_open": sum(convs[-3:]) + head,
    }

# %% build_base
from keras.applications import vgg16

def build_base(image_size, weights=None):
    shape = (image_size,) * 2 + (3,)
    return vgg16.VGG16(False, weights, input_shape=shape, pooling=None)

# %% preprocess
def preprocess(images):
    return images[..., ::-1].astype("float32") - np.array([103.939, 116.779, 123.68], "float32")

# %% extract_features
import tensorflow as tf

def extract_features(base, images):
    batches = tf.data.Dataset.from_tensor_slices(images).batch(50)
    batches = batches.map(lambda x: preprocess_input(tf.cast(x, tf.float32)))
    return base.predict(batches, verbose=0)

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    model = keras.Sequential(
        [
            keras.layers.Input(shape=features.shape[1:]),
            layers.Conv2D(64, 1, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(64, activation="leaky_relu"),
            layers.Dense(1, activation=keras.activations.sigmoid),
        ]
    )
    adam = keras.optimizers.Adam(learning_rate=rate, beta_1=0.8)
    model.compile(optimizer=adam, loss=keras.losses.binary_crossentropy, metrics=["binary_accuracy"])
    model.fit(features, labels, epochs=epochs, batch_size=10, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    model = keras.Sequential(
        [
            keras.Input(base.input_shape[1:]),
            base,
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile(keras.optimizers.Adam(rate), loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        layer.trainable = layer.name.split("_")[0] == "block5"
    rates = keras.optimizers.schedules.ExponentialDecay(head_rate * 0.199, 100, 0.9)
    model.compile(keras.optimizers.Adam(rates), loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model

# %% compare
def compare(validation, validation_labels, test, test_labels):
    columns = {
        "validation": np.asarray(validation_labels)[:, np.newaxis],
        "test": np.asarray(test_labels)[:, np.newaxis],
    }
    result = {"validation": {}}
    for name, outputs in validation.items():
        wrong = (np.asarray(outputs) > 0.5) != columns["validation"]
        result["validation"][name] = 1 - np.count_nonzero(wrong) / wrong.size
    result["chosen"] = max(result["validation"].items(), key=lambda pair: pair[1])[0]
    answer = np.asarray(test[result["chosen"]]) > 0.5
    result["test"] = np.count_nonzero(answer == columns["test"]) / answer.size
    result["baseline"] = max(np.mean(columns["test"] == c) for c in (0, 1))
    return result
