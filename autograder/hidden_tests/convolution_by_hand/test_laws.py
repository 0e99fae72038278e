"""What holds for all functions of this notebook, see `autograder.hidden_tests.laws`."""

import numpy as np
import pytest

from autograder.hidden_tests import laws
from autograder.questions import expect


@pytest.mark.graded("check_response_map", points=0.25)
def test_response_map_keeps_arguments_and_axes(submission):
    """Image and kernel stay as they are, and a single response is an array with two axes."""
    rng = np.random.default_rng(120)
    cases = [{"image": rng.normal(size=(size, size)), "kernel": rng.normal(size=(3, 3))} for size in (4, 3)]
    cases.append({**cases[0], "image": cases[0]["image"] * laws.SMALL})
    laws.hold(submission, "response_map", cases, axes=2, small=[(0, 2)], differ=True)


@pytest.mark.graded("check_conv2d", points=0.5)
def test_conv2d_keeps_arguments_axes_and_fractions(submission):
    """Arguments stay as they are, one response of one filter has three axes, and kernels and bias may be whole."""
    rng = np.random.default_rng(121)
    kernels, bias = rng.integers(1, 9, (3, 3, 1, 1)), np.ones(1, dtype=int)
    cases = [
        {"image": rng.normal(size=(size, size, 1)), "kernels": kernels + 0.0, "bias": bias + 0.0} for size in (4, 3)
    ]
    cases += [cases[0] | {"bias": bias}, cases[0] | {"kernels": kernels, "bias": bias}]
    without = [cases[0] | {"image": cases[0]["image"] * size, "bias": np.zeros(1)} for size in (1.0, laws.SMALL)]
    laws.hold(submission, "conv2d", cases + without, axes=3, same=[(0, 2), (0, 3)], small=[(4, 5)], differ=True)


@pytest.mark.graded("check_pad_same", points=0.25)
def test_pad_same_keeps_its_image(submission):
    """The image stays as it is, also if there is nothing to add."""
    rng = np.random.default_rng(122)
    sizes = [((5, 4, 2), (3, 2), 1), ((1, 1, 1), (1, 1), 1), ((4, 6, 2), (2, 2), 2)]
    cases = [
        {"image": rng.uniform(1, 2, size=size), "kernel_size": kernel, "stride": stride}
        for size, kernel, stride in sizes
    ]
    cases.append({**cases[0], "image": cases[0]["image"] * laws.SMALL})
    laws.hold(submission, "pad_same", cases, axes=3, small=[(0, 3)], differ=True)


@pytest.mark.graded("check_pool2d", points=0.5)
def test_pool2d_keeps_its_maps_and_pools_each_alone(submission):
    """Maps stay as they are, and averages of several maps are those of each map alone."""
    maps = np.random.default_rng(123).uniform(1, 2, size=(2, 2, 3))
    arguments = {"pool_size": 2, "stride": 2, "mode": "average"}
    cases = [{"feature_maps": each, **arguments} for each in (maps, *np.split(maps, 3, axis=-1), maps * laws.SMALL)]
    cases.append({**cases[0], "mode": "max"})
    together, *alone = laws.hold(submission, "pool2d", cases, axes=3, small=[(0, 4)], differ=True)[:4]
    what = 'pool2d(feature_maps, 2, 2, "average") of three 2x2 maps, and of each alone'
    expect.close(together, np.concatenate(alone, axis=-1), what, hint="the mean is taken over the maps as well")


@pytest.mark.graded("check_conv3d", points=0.5)
def test_conv3d_keeps_arguments_axes_and_fractions(submission):
    """Volume and kernel stay as they are, a single response has three axes, and a kernel may hold whole numbers."""
    rng = np.random.default_rng(124)
    cases = [{"volume": rng.normal(size=(size,) * 3), "kernel": rng.integers(1, 9, (2, 2, 2)) + 0.0} for size in (3, 2)]
    cases.append({**cases[0], "kernel": cases[0]["kernel"].astype(int)})
    cases.append({**cases[0], "volume": cases[0]["volume"] * laws.SMALL})
    laws.hold(submission, "conv3d", cases, axes=3, same=[(0, 2)], small=[(0, 3)], differ=True)


@pytest.mark.graded("check_receptive_field", points=0.25)
def test_receptive_field_keeps_its_list(submission):
    """The list of layers is the same afterwards, and no call remembers the one before."""
    laws.hold(submission, "receptive_field", [{"layers": [(3, 2), (5, 1), (2, 3)]}, {"layers": [(7, 4)]}], differ=True)
