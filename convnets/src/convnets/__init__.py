"""What a notebook of the course may import: the data sets, the visible checks and the plots.

Students get this package together with the notebooks. It holds no hidden test, threshold or solution.
"""

import os

from convnets import environment

# Read by TensorFlow when it is imported: keeps its start-up messages out of the cells' outputs.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

environment.require()
