"""VGG16 in numbers: channels and parameters."""

BLOCKS = {1: 64, 2: 128, 3: 256, 4: 512, 5: 512}
BASE_PARAMETERS = 14_714_688
BLOCK5_PARAMETERS = 7_079_424
