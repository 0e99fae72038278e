"""Responses by the Fourier transform of the turned kernel, and the volume by scipy.ndimage with the border cut away."""

# %% response_map
from scipy.signal import fftconvolve

def response_map(image, kernel):
    image = np.asarray(image, dtype="float64")
    turned = np.asarray(kernel, dtype="float64")[::-1, ::-1]
    return fftconvolve(image, turned, mode="valid")

# %% conv3d
from scipy import ndimage

def conv3d(volume, kernel):
    everywhere = ndimage.correlate(
        np.asarray(volume, float), np.asarray(kernel, float), mode="constant"
    )
    inside = tuple(
        slice(k // 2, k // 2 + n - k + 1) for n, k in zip(volume.shape, kernel.shape)
    )
    return everywhere[inside]
