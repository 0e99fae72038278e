"""On the path of a command and its workers: their wall clock jumps at a moment that the environment names."""

import os
import time

_MOMENT, _SECONDS = map(float, os.environ["FAULTS_CLOCK"].split())
_time, _time_ns, _monotonic = time.time, time.time_ns, time.monotonic


def _jumped() -> float:
    return _SECONDS if _monotonic() >= _MOMENT else 0.0


time.time = lambda: _time() + _jumped()
time.time_ns = lambda: _time_ns() + int(_jumped() * 1e9)
