"""Classifier: functional, average pooling, RMSprop, batches of 20; head: LayerNormalization in the head, Adamax;
tuning: a rate that decays from a fifth.

Written from the notebook alone.
"""

# %% count_parameters
class Counted:
    def __init__(self, inputs, outputs, window=1):
        self.weights = window * window * inputs * outputs
        self.biases = outputs

    def __int__(self):
        return self.weights + self.biases

def count_parameters(image_size=150, units=256):
    sizes = [(3, 64), (64, 64), (64, 128), (128, 128), (128, 256), (256, 256), (256, 256)]
    sizes += [(256, 512)] + [(512, 512)] * 5
    base_counts = [int(Counted(a, b, 3)) for a, b in sizes]
    side = image_size
    for _ in range(5):
        side = side // 2
    features = 512 * side * side
    head_count = int(Counted(features, units)) + int(Counted(units, 1))
    return {
        "features": features,
        "all": head_count + sum(base_counts),
        "trained_base_frozen": head_count,
        "trained_block5_open": head_count + sum(base_counts[10:]),
    }

# %% build_base
from keras.applications import vgg16

def build_base(image_size, weights=None):
    shape = (image_size,) * 2 + (3,)
    return vgg16.VGG16(False, weights, input_shape=shape, pooling=None)

# %% preprocess
def preprocess(images):
    centered = np.subtract(images, (123.68, 116.779, 103.939), dtype="float64")
    return np.ascontiguousarray(np.flip(centered, axis=-1)).astype("float32")

# %% extract_features
import tensorflow as tf

def extract_features(base, images):
    batches = tf.data.Dataset.from_tensor_slices(images).batch(50)
    batches = batches.map(lambda x: preprocess_input(tf.cast(x, tf.float32)))
    return base.predict(batches, verbose=0)

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    inputs = keras.Input(shape=np.shape(features)[1:])
    x = layers.GlobalAveragePooling2D()(inputs)
    x = layers.Dense(128, "relu")(x)
    outputs = layers.Dense(1, "sigmoid")(x)
    model = keras.Model(inputs, outputs)
    model.compile(
        loss=keras.losses.BinaryCrossentropy(),
        optimizer=keras.optimizers.RMSprop(learning_rate=rate),
        metrics=["acc"],
    )
    model.fit(features, labels, batch_size=20, epochs=epochs, verbose=0)
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    head = [
        layers.LayerNormalization(name="norm_of_head"),
        layers.Flatten(name="flat_of_head"),
        layers.Dense(128, activation="relu", name="dense_of_head"),
        layers.Dense(1, activation="sigmoid", name="out_of_head"),
    ]
    inputs = x = keras.Input(base.input_shape[1:])
    for layer in [base, *head]:
        x = layer(x)
    model = keras.Model(inputs, x)
    model.compile(keras.optimizers.Adamax(rate), "binary_crossentropy", metrics=["accuracy"])
    model.fit(images, labels, batch_size=16, epochs=epochs, verbose=0)
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
    def right(outputs, labels):
        hits = 0
        for output, label in zip(outputs, labels):
            answer = 1 if output[0] > 0.5 else 0
            hits += answer == label
        return hits / len(labels)

    scores, best = {}, None
    for name in validation:
        scores[name] = right(validation[name], validation_labels)
        if best is None or scores[name] > scores[best]:
            best = name
    ones = sum(1 for label in test_labels if label == 1)
    commonest = max(ones, len(test_labels) - ones)
    return dict(
        validation=scores,
        chosen=best,
        test=right(test[best], test_labels),
        baseline=commonest / len(test_labels),
    )
