"""The training images are augmented once, before the dataset is made.

caught by: test_training_images_change_in_each_pass
"""

# %% make_datasets
def make_datasets(x_train, y_train, x_validation, y_validation, augmentation, batch_size=32):
    images = x_train / 255 if augmentation is None else np.asarray(augmentation(x_train.astype("float32") / 255, training=True))
    training = tf.data.Dataset.from_tensor_slices((images, y_train)).shuffle(len(images)).batch(batch_size)
    return training, tf.data.Dataset.from_tensor_slices((x_validation / 255, y_validation)).batch(batch_size)
