"""Features and trained parameters, counted by hand."""

import pytest

from autograder.hidden_tests.answers import expect_list
from autograder.hidden_tests.asked_once import once
from autograder.hidden_tests.vgg16_finetuning.architecture import BASE_PARAMETERS, BLOCK5_PARAMETERS, BLOCKS
from autograder.questions import expect
from autograder.questions.student_work import StudentWork

# (): the defaults, 150 and 256. The head of the last but one would take 300 GB if it was built.
COUNTED = ((150, 256), (64, 256), (32, 10), (224, 512), (95, 7), (300, 64), (150, 7), (4000, 10_000), ())


@once
def counts(submission: StudentWork) -> list[object]:
    expression = "[count_parameters(*arguments) for arguments in asked]"
    asked = [list(arguments) for arguments in COUNTED]
    return expect_list(submission.evaluate(expression, what="count_parameters(image_size, units)", asked=asked))


def counted(submission: StudentWork, key: str) -> list[tuple[str, int, int, int, object]]:
    """For each call its text, its size and units, one of the four numbers, and the whole answer."""
    found = []
    for arguments, result in zip(COUNTED, counts(submission), strict=True):
        what = f"count_parameters({', '.join(map(str, arguments))})"
        number = expect.integer(expect.entry(result, key, what), f"{what}[{key!r}]")
        found.append((what, *(arguments or COUNTED[0]), number, result))
    return found


@pytest.mark.graded("check_count_parameters", points=1)
def test_features_after_five_poolings(submission):
    """The number of features is right for each size of the photos, also where 2 does not divide it."""
    for what, image_size, _, features, _ in counted(submission, "features"):
        side = image_size // 2**5
        hint = "five poolings halve the side and round down; block 5 has 512 channels"
        expect.equal(features, side * side * BLOCKS[5], f"{what}['features']", hint)


@pytest.mark.graded("check_count_parameters", points=1)
def test_head_follows_from_the_features(submission):
    """With a frozen base, the head's weights and biases are trained, for your own number of features."""
    for what, _, units, frozen, result in counted(submission, "trained_base_frozen"):
        features = expect.integer(expect.entry(result, "features", what), f"{what}['features']")
        expected = (features + 1) * units + units + 1
        hint = "only the two dense layers are trained; each unit has a weight for each input, and a bias"
        expect.equal(frozen, expected, f"{what}['trained_base_frozen']", hint)


@pytest.mark.graded("check_count_parameters", points=1)
def test_base_and_block_5_come_on_top(submission):
    """The base, and block 5 alone, have as many parameters as VGG16's, on top of your own count for the head."""
    for what, _, _, frozen, result in counted(submission, "trained_base_frozen"):
        for key, parameters in (("all", BASE_PARAMETERS), ("trained_block5_open", BLOCK5_PARAMETERS)):
            number = expect.integer(expect.entry(result, key, what), f"{what}[{key!r}]")
            hint = "it is the head (as in 'trained_base_frozen') and the convolutions; these do not depend on the image"
            expect.equal(number - frozen, parameters, f"{what}[{key!r}] minus 'trained_base_frozen'", hint)
