"""The names that code reads from elsewhere, and those that it defines, in each form that Python has for it."""

import ast
from types import SimpleNamespace

import pytest
from naming import name_of

from autograder import names
from autograder.names import ANY, Names

READS = {
    "print(a)": "a print",
    "def f(x): return a + x": "a",
    "def f(x): y = x; return y": "",
    "def f(a): return a": "",
    "def f(x=a): pass": "a",
    "def f(x: a) -> b: pass": "a b",
    "@a\ndef f(): pass": "a",
    "@a.b(c)\nclass D: pass": "a c",
    "class D(a): x = b; y = x": "a b",
    "class D:\n    def f(self): return super().f(a)": "a super",
    "f = lambda x: a[x]": "a",
    "[a for _ in b]": "a b",
    "[x for x in b]": "b",
    "{x: y for x, y in b if c}": "b c",
    "[y := a(x) for x in b]": "a b",
    "(y := a)": "a",
    "a += 1": "a",
    "a[0] = 1": "a",
    "a.b = 1": "a",
    "a[0].b += c": "a c",
    "del a": "a",
    "del a[b]": "a b",
    "def f():\n    global a\n    a += 1": "a",
    "def f():\n    global a\n    a = 1": "",
    "def f():\n    global a\n    return a": "a",
    "def f():\n    total = 0\n    total += b": "b",
    "def f():\n    x = 1\n    def g():\n        nonlocal x\n        x += a\n    return g": "a",
    "f'{a!r:>{b}}'": "a b",
    "'a'  # a": "",
    "x.a": "x",
    "f(a=1)": "f",
    "match a:\n    case {'k': v, **rest} if b: pass\n    case [c.D(), *more]: pass": "a b c",
    "try: a\nexcept b as error: pass": "a b",
    "with a as x: pass": "a",
    "import a": "",
    "x: a": "a",
    "async def f():\n    async for i in a: yield i": "a",
    "await a": "a",
    "%timeit a": "get_ipython",
    "x = !echo {a}": "get_ipython",
    "a?": "get_ipython",
    "%%time\nprint(a)": "get_ipython a print",
    ">>> a": "a",
    "    a": "a",
}
DEFINES = {
    "a = 1": "a",
    "a, (b, *c) = x": "a b c",
    "a = b = 1": "a b",
    "a: int = 1": "a",
    "a += 1": "a",
    "(a := 1)": "a",
    "[a := x for x in y]": "a",
    "[x for x in y]": "",
    "for a in x: b = 1": "a b",
    "with x as a: pass": "a",
    "try: pass\nexcept E as a: pass": "a",
    "import a, b.c, d.e as f": "a b f",
    "from x import a, b as c": "a c",
    "from x import *": ANY,
    "def f():\n    a = 1": "f",
    "def f():\n    global a\n    a = 1": "f a",
    "def f():\n    global a\n    def g():\n        global b\n        b = 1": "f b",
    "def f(x): x[0] = x.y = 1": "f",
    "def f(): a[0] = 1": "f a",
    "async def f(): pass": "f",
    "class D:\n    a = 1\n    def f(self): self.b = 1": "D",
    "a[0] = 1": "a",
    "a.b.c[0] = 1": "a",
    "a[0] += 1": "a",
    "del a": "a",
    "del a[0]": "a",
    "match x:\n    case {'k': a, **b}: pass\n    case [c, *d] | (c, d): pass\n    case E() as e: pass": "a b c d e",
    "if x:\n    a = 1\nelse:\n    import b": "a b",
    "lambda a: a": "",
    "a = !ls": "a",
    "%%time\na = 1": "a",
    "print(a.append(1))": "",
}


@pytest.mark.parametrize("code", READS, ids=name_of)
def test_names_that_are_read_from_elsewhere(code):
    assert names.of_cell(code).read == set(READS[code].split())


@pytest.mark.parametrize("code", DEFINES, ids=name_of)
def test_names_that_are_defined_or_changed(code):
    assert names.of_cell(code).defined == set(DEFINES[code].split())


@pytest.mark.parametrize("code", [code for code in READS | DEFINES if "%" not in code and "!" not in code], ids=name_of)
def test_a_statement_has_the_names_of_a_cell_that_holds_it_alone(code):
    found = names.of_cell(code)
    each = names.statements(code)
    assert set().union(*map(names.used, each)) == found.read
    assert set().union(*map(names.defined, each)) == found.defined


@pytest.mark.parametrize(
    ("code", "read"),
    [
        ("a = 1\nprint(a)", "print"),
        ("print(a)\na = 1", "print a"),
        ("a = a + 1", "a"),
        ("import a as b\nb.c()", ""),
        # The function runs later, when another cell may have given the name another value.
        ("a = 1\ndef f(): return a", "a"),
    ],
)
def test_what_a_cell_has_defined_is_not_read_from_elsewhere(code, read):
    assert names.of_cell(code).read == set(read.split())


@pytest.mark.parametrize(
    "code", ["def f(:", "a = = 1", "nonlocal a", "def f(a): global a", "a\0", "(", "'", "\ud800", "[" * 9000, "1 = a"]
)  # fmt: skip
def test_what_is_not_valid_python_is_an_error(code):
    with pytest.raises(SyntaxError):
        names.of_cell(code)


@pytest.mark.parametrize("code", ["a + " * 5000 + "a", "b = a\n" * 100_000, "!ls\n" * 2000 + "a = 1"], ids=name_of)
def test_each_word_of_too_complex_code_counts(code):
    found = names.of_cell(code)
    assert found == Names(names.words(code), names.words(code))
    assert "a" in found.read


@pytest.mark.filterwarnings("error")
def test_a_student_is_not_warned_on_the_graders_side():
    assert names.of_cell("a = '\\d'").defined == {"a"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("def f(): pass\nclass A:\n    def g(self): pass", {"f", "A"}),
        ("@cache\ndef  f(): pass", {"f"}),
        ("def f(:\n  x = = 1\ndef g(): pass", {"f", "g"}),
        ("%%time\ndef f(): pass", {"f"}),
        ("%matplotlib inline\ndef größe(): pass", {"größe"}),
        ("f = 1\nif x:\n    def f(): pass", set()),
    ],
)
def test_functions_and_classes_are_found_in_any_text(code, expected):
    assert names.definitions(code) == expected


def test_a_star_import_may_define_any_name():
    star, nothing = names.of_cell("from a import *"), names.of_cell("b = 1")
    assert star.defines({"c"})
    assert not star.defines(set())
    assert not nothing.defines({"c"})
    assert nothing.defines({"b", "c"})


def test_words_are_found_in_any_text():
    assert names.words("größe = (x1, 2y") == {"größe", "x1", "y"}


def test_parameters_name_fixtures():
    (test,) = ast.parse("def test_it(submission, *others, limit=3): helper(lambda x: x)").body
    assert names.parameters(test) == {"submission", "others", "limit", "x"}


def test_code_that_python_cannot_write_counts_as_invalid(monkeypatch):
    def unparse(node):
        raise ValueError("Unable to avoid backslash in f-string expression part")

    monkeypatch.setattr(ast, "unparse", unparse)
    with pytest.raises(SyntaxError, match="backslash"):
        names.of_cell("a_cell_that_no_other_test_asks_for = 1")  # answers are remembered


def test_a_parser_that_another_thread_disturbs_is_asked_again(monkeypatch):
    source, asked = "undisturbed = 1", []

    def disturbed(text: str) -> ast.AST:
        asked.append(text)
        if len(asked) == 1:
            raise SystemError("AST constructor recursion depth mismatch")
        return ast.parse(text)

    monkeypatch.setattr(names, "ast", SimpleNamespace(**vars(ast) | {"parse": disturbed}))
    assert len(names.statements(source)) == 1
    assert asked == [source, source]
