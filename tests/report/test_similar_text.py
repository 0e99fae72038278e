"""Written answers that have words in common."""

from autograder.report.similar_text import Answer, common_text

OWN = """The larger receptive field sees a wheel, and the smaller one sees a part of the tyre only.
Nine convolutions are needed without pooling, because each of them adds two pixels.
This costs many more parameters, and the training takes longer than with pooling."""

OTHER = """A unit with pooling recognizes the face of a dog, without it perhaps an eye.
I counted until nineteen, so it takes nine layers; the price is more weights.
Where in its window the maximum was is lost, which harms segmentation of organs."""

QUESTION = "Suppose that one number were misprinted: how many responses would be wrong if it were a response, a weight "


def found(*texts: str, known: str = "") -> dict:
    return common_text([Answer(text) for text in texts], Answer(known).places.keys())


def test_a_copied_answer_is_found_although_words_were_changed():
    copy = "Well.\n\n" + OWN.replace("wheel", "car").replace("longer", "more time")
    ((pair, common),) = found(OWN, OTHER, copy).items()
    assert pair == (0, 2)
    assert common.share > 0.7
    assert common.left_lines == (1, 2, 3)
    assert common.right_lines == (3, 4, 5)


def test_answers_of_their_own_are_not():
    assert found(OWN, OTHER) == {}


def test_a_quotation_of_the_question_does_not_count():
    assert (0, 1) in found(QUESTION * 2 + OWN, QUESTION * 2 + OTHER)
    assert found(QUESTION * 2 + OWN, QUESTION * 2 + OTHER, known=QUESTION * 2) == {}


def test_short_answers_say_nothing():
    assert found("It has seen more of the image.", "It has seen more of the image.") == {}


def test_what_a_quarter_of_the_cohort_writes_says_nothing():
    assert found(*[OWN] * 6, *[OTHER + str(number) for number in range(2)]).keys() == {(6, 7)}


def test_words_that_say_nothing_take_no_time():
    assert found("a " * 100_000, "a " * 100_000, "\ud800" * 9, "").keys() == {(0, 1)}
