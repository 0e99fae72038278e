"""Each image on its own, scaled after augmentation, cached before."""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    scale = layers.Rescaling(1 / 255)
    training = tf.data.Dataset.from_tensor_slices((x_train, y_train)).cache().shuffle(1000)
    if augmentation is not None:
        training = training.map(lambda image, label: (augmentation(tf.cast(image, "float32")[None], training=True)[0], label))
    training = training.map(lambda image, label: (scale(image), label)).batch(batch_size).prefetch(2)
    validation = tf.data.Dataset.from_tensor_slices((x_validation / 255.0, y_validation)).shuffle(50).batch(batch_size).cache()
    return [training, validation]
