"""Pads with tf.pad and returns the tensor; the volume is convolved by keras.ops and comes back as a tensor, too."""

# %% pad_same
import tensorflow as tf

def pad_same(image, kernel_size, stride=1):
    paddings = []
    for size, kernel in zip(image.shape[:2], kernel_size):
        outputs = -(-size // stride)
        total = max((outputs - 1) * stride + kernel - size, 0)
        paddings.append([total // 2, total - total // 2])
    return tf.pad(image, paddings + [[0, 0]])

# %% conv3d
from keras import ops

def conv3d(volume, kernel):
    batch = ops.cast(ops.convert_to_tensor(volume), "float32")[None, ..., None]
    weights = ops.cast(ops.convert_to_tensor(kernel), "float32")[..., None, None]
    return ops.conv(batch, weights, strides=1, padding="valid")[0, ..., 0]
