"""Scaled in NumPy before the datasets are made."""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    x_train, x_validation = x_train.astype("float32") / 255, x_validation.astype("float32") / 255
    training = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(len(x_train)).batch(batch_size)
    if augmentation:
        training = training.map(lambda x, y: (augmentation(x, training=True), y), num_parallel_calls=tf.data.AUTOTUNE)
    return training, tf.data.Dataset.from_tensor_slices((x_validation, y_validation)).batch(batch_size)
