"""`python -m benchmarks.shown NAME...`: do the experiments of these exercises with each seed that is not done yet."""

import sys

from benchmarks import shown

for name in sys.argv[1:]:
    shown.run(name)
