"""Images and labels are zipped, scaled by a layer and cached before they are shuffled; RMSprop."""

# %% make_datasets
import tensorflow as tf
from keras import layers


def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    rescale = layers.Rescaling(1 / 255)

    def scaled(images, labels):
        slices = tf.data.Dataset.from_tensor_slices
        pairs = tf.data.Dataset.zip((slices(images), slices(labels)))
        return pairs.map(lambda image, label: (rescale(image), label)).cache()

    training = scaled(x_train, y_train)
    training = training.shuffle(buffer_size=len(x_train), reshuffle_each_iteration=True)
    training = training.batch(batch_size, drop_remainder=False)
    if augmentation is not None:
        training = training.map(
            lambda image, label: (augmentation(image, training=True), label),
            num_parallel_calls=tf.data.AUTOTUNE,
        )
    validation = scaled(x_validation, y_validation).batch(batch_size)
    return training.prefetch(tf.data.AUTOTUNE), validation.prefetch(1)


# %% train
from keras import optimizers


def train(model, training, validation, epochs):
    model.compile(optimizers.RMSprop(5e-4), "binary_crossentropy", metrics=["accuracy"])
    return model.fit(training, None, None, epochs, 0, validation_data=validation, shuffle=False)


# %% summarise
def summarise(history):
    validation = list(history["val_accuracy"])
    epoch = sorted(range(len(validation)), key=lambda e: -validation[e])[0]  # sorted is stable
    *_, last = zip(history["accuracy"], history["val_accuracy"])
    return {"epoch": epoch + 1, "accuracy": validation[epoch], "gap": last[0] - last[1]}
