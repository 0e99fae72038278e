"""TensorFlow does the sliding, in float64, and the tensors are turned back into NumPy arrays."""

# %% conv2d
import tensorflow as tf

def conv2d(image, kernels, bias, stride=1):
    batch = tf.constant(np.asarray(image)[None], dtype=tf.float64)
    weights = tf.constant(np.asarray(kernels), dtype=tf.float64)
    result = tf.nn.conv2d(batch, weights, strides=stride, padding="VALID")
    return (result + tf.constant(np.asarray(bias), dtype=tf.float64)).numpy()[0]

# %% pool2d
import tensorflow as tf

def pool2d(feature_maps, pool_size, stride=None, mode="max"):
    batch = tf.cast(feature_maps, tf.float64)[tf.newaxis]
    pool = tf.nn.max_pool2d if mode == "max" else tf.nn.avg_pool2d
    pooled = pool(batch, ksize=pool_size, strides=stride or pool_size, padding="VALID")
    return tf.squeeze(pooled, axis=0).numpy()

# %% conv3d
import tensorflow as tf

def conv3d(volume, kernel):
    batch = tf.cast(volume, tf.float32)[None, ..., None]
    weights = tf.cast(kernel, tf.float32)[..., None, None]
    return tf.nn.conv3d(batch, weights, strides=[1] * 5, padding="VALID")[0, ..., 0].numpy()
