"""training=True is left out of the pipeline.

caught by: test_training_images_change_in_each_pass
"""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    def rescale(images, labels):
        return tf.cast(images, "float32") / 255, labels

    def augment(images, labels):
        return augmentation(images), labels

    training = tf.data.Dataset.from_tensor_slices((x_train, y_train)).shuffle(len(x_train))
    training = training.batch(batch_size).map(rescale)
    if augmentation is not None:
        training = training.map(augment)
    validation = tf.data.Dataset.from_tensor_slices((x_validation, y_validation)).batch(batch_size).map(rescale)
    return training, validation
