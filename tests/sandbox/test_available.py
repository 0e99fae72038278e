"""Which isolation layers a machine has is found out, and said."""

import pytest

from autograder.sandbox import Sandbox, SandboxUnavailable, available, available_sandbox, bubblewrap, landlock


def test_a_layer_that_is_requested_and_unavailable_is_refused(monkeypatch):
    monkeypatch.setattr(landlock, "abi_version", lambda: 0)
    monkeypatch.setattr(bubblewrap, "available", lambda: False)
    assert not available_sandbox("auto")
    for requested in ("landlock", "bubblewrap"):
        with pytest.raises(SandboxUnavailable):
            available_sandbox(requested)


def test_limits_alone_are_not_a_sandbox():
    assert not available_sandbox("none")


@pytest.mark.parametrize("abi, bubblewrap, named", [(3, False, "signals"), (7, True, "bubblewrap + landlock 7")])
def test_a_sandbox_says_what_it_leaves_open(abi, bubblewrap, named):
    assert named in str(Sandbox(abi, bubblewrap))


def test_other_systems_than_linux_are_refused(monkeypatch):
    """Also without isolation layers: nothing could supervise the kernels."""
    monkeypatch.delattr("os.pidfd_open")
    monkeypatch.setattr(available.platform, "system", lambda: "Darwin")
    for requested in available.CHOICES:
        with pytest.raises(SandboxUnavailable, match=r"Received: Darwin .* Linux virtual machine"):
            available_sandbox(requested)


def test_an_unknown_choice_is_refused():
    with pytest.raises(ValueError, match="Received: 'landlok'"):
        available_sandbox("landlok")
