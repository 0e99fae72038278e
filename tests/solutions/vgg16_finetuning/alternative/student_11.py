"""Trains logits and puts the sigmoid on afterwards; the head is trained on features extracted once.
"""

# %% count_parameters
VGG_PLAN = "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M"


def count_parameters(image_size=150, units=256):
    channels, side, block = 3, image_size, 1
    base_total = block5_total = 0
    for word in VGG_PLAN.split():
        if word == "M":
            side, block = side // 2, block + 1
            continue
        filters = int(word)
        here = (9 * channels + 1) * filters
        base_total += here
        if block == 5:
            block5_total += here
        channels = filters
    features = side**2 * channels
    head_total = (features + 1) * units + (units + 1)
    return {
        "features": features,
        "all": base_total + head_total,
        "trained_base_frozen": head_total,
        "trained_block5_open": block5_total + head_total,
    }

# %% build_base
def build_base(image_size, weights=None):
    vgg = keras.applications.vgg16.VGG16(
        weights=weights, include_top=False, input_shape=(image_size,) * 2 + (3,)
    )
    return keras.Model(vgg.input, vgg.get_layer("block5_pool").output, name="vgg16")

# %% preprocess
def preprocess(images):
    bgr = np.take(np.asarray(images, dtype="float32"), [2, 1, 0], axis=-1)
    return bgr - np.float32([103.939, 116.779, 123.68])

# %% extract_features
def extract_features(base, images):
    pieces = np.array_split(images, max(1, len(images) // 40))
    outputs = [base.predict_on_batch(preprocess_input(np.float32(piece))) for piece in pieces]
    return np.concatenate(outputs, axis=0)

# %% train_classifier
def train_classifier(features, labels, epochs=15, rate=1e-3):
    shape = features.shape[1:]
    logits = keras.Sequential(
        [keras.Input(shape), layers.Flatten(), layers.Dense(96, activation="elu"), layers.Dense(1)]
    )
    logits.compile(
        optimizer=keras.optimizers.Nadam(learning_rate=rate),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
    )
    logits.fit(features, labels, epochs=epochs, verbose=0)
    model = keras.Sequential([keras.Input(shape), *logits.layers, layers.Activation("sigmoid")])
    model.compile(
        optimizer=keras.optimizers.Nadam(learning_rate=rate), loss=keras.losses.BinaryCrossentropy()
    )
    return model

# %% train_head
def train_head(base, images, labels, epochs=3, rate=1e-3):
    base.trainable = False
    for layer in base.layers:
        layer.trainable = False
    once = base.predict(images, verbose=0)
    head_alone = train_classifier(once, labels, epochs=epochs, rate=rate)
    model = keras.Sequential([keras.Input(images.shape[1:]), base, head_alone])
    model.compile(
        optimizer=keras.optimizers.Nadam(learning_rate=rate), loss=keras.losses.BinaryCrossentropy()
    )
    return model

# %% fine_tune
def fine_tune(model, base, images, labels, epochs=2, head_rate=1e-3):
    base.trainable = True
    for layer in base.layers:
        if layer.name.startswith("block5"):
            layer.trainable = True
        else:
            layer.trainable = False
    model.compile(
        optimizer=keras.optimizers.Nadam(learning_rate=head_rate / 8),
        loss=keras.losses.BinaryCrossentropy(),
    )
    model.fit(images, labels, epochs=epochs, verbose=0)
    return model

# %% compare
def compare(validation, validation_labels, test, test_labels):
    def accuracy(outputs, truth):
        guessed = outputs.squeeze(axis=1) > 0.5
        return np.count_nonzero(guessed == (truth == 1)) / len(truth)

    on_validation = {}
    for name in validation:
        on_validation[name] = accuracy(validation[name], validation_labels)
    chosen = sorted(on_validation, key=lambda name: on_validation[name])[-1]
    return {
        "validation": on_validation,
        "chosen": chosen,
        "test": accuracy(test[chosen], test_labels),
        "baseline": int(np.bincount(test_labels.astype(int)).max()) / len(test_labels),
    }
