"""Code as tokens that a copy keeps."""

import pytest

from autograder.report.similar_tokens import MAX_CHARACTERS, Statement, statements

GIVEN = frozenset({"np", "conv2d"})

ORIGINAL = '''
def conv2d(image, kernels, bias, stride=1):
    """Of one image."""
    rows, columns = kernels.shape[:2]
    padding = "same"
    output = np.zeros((3, 18_496), dtype='float32')
    for i in range(3):
        output[i] = shift(image, step=2) + np.sum(image[i:i + rows], axis=(0, 1))
    if rows == columns:
        raise ValueError("a square")
    return output + bias
'''

COPY = """def conv2d(x: np.ndarray,
           w, b, s: int = 1,
) -> np.ndarray:
  # what a copy can change without a thought
  (a, c) = (
      w.shape[:2]
  )

  padded = 'same'; out = np.zeros((3, 18496,), dtype="float32",)
  for n in range(3): out[n] = (moved(x, by=2) + (np.sum(
      x[n : n+a], axis=(0, 1)
  )))
  if (a == c): raise ValueError('a rectangle, too')
  return (out+b)
"""


def tokens(source: str) -> list[tuple[str, ...]]:
    return [each.tokens for each in statements(source, GIVEN)]


def test_names_comments_layout_quotes_parentheses_and_hints_change_nothing():
    assert tokens(ORIGINAL) == tokens(COPY)
    assert len(tokens(ORIGINAL)) == 9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = a - b", "x = b + a"),
        ("x = a[i] * a[i]", "x = a[i] * a[j]"),
        ("x = np.zeros(3)", "x = np.ones(3)"),
        ("x = np.sum(a, axis=0)", "x = np.sum(a, keepdims=0)"),
        ("x = 1", "x = 2"),
        ("x = 'same'", "x = 'valid'"),
        ("for i in a: b(i)", "while i in a: b(i)"),
        ("x = max(a)", "x = min(a)"),
    ],
)
def test_what_code_does_is_kept(one, other):
    assert tokens(one) != tokens(other)


def test_a_statement_knows_its_lines():
    found = statements("\n\nx = (1,\n\n  2)\ny = '''a\nb'''[0]\n", frozenset())
    assert found == [
        Statement(("V0", "=", "1", ",", "2"), 3, 5),
        Statement(("V0", "=", "S", "[", "0", "]"), 6, 7),
    ]


@pytest.mark.parametrize(
    "source",
    ["", "\n", "# only this", '"""docstring"""', "def f(:\n  retrun 1 1", "%time !ls $x", "x = (((", ")))]]", "'''",
     "lambda:", "def", "async", "\0\ud800é", "f'{'",
     "x = 1\\", ": ; : ;", "@", "import", "from . import", "f(=", "(,)"],
)  # fmt: skip
def test_whatever_it_is_it_has_tokens(source):
    assert isinstance(statements(source, GIVEN), list)


def test_the_rest_of_a_huge_cell_is_left_out():
    line = "x = 1\n"
    assert len(statements(line * 100_000, GIVEN)) <= MAX_CHARACTERS // len(line) + 1
