"""`submission`: the one window through which a hidden test looks at a student's work.

Only data crosses it. A hidden test asks (`call`, `evaluate`, `value`) and gets plain Python values, NumPy arrays
and rebuilt Keras models. What a student's code does wrong while answering becomes a `CheckFailed` with a reason.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from autograder.questions import agent
from autograder.questions.models import ModelRejected, rebuild
from autograder.questions.question import Answer, Answerer, Question
from convnets.check import CheckFailed

DEFAULT_TIMEOUT = 60.0
MAX_REMEMBERED_BYTES = 64 * 2**20  # of the answers to the questions of one graded cell


class Raised(CheckFailed):
    """The student's code raised an error.

    Attributes:
        error: name of the error's type.
        kind: name of the built-in type that it is a kind of, such as "ValueError", also for a student's own subclass.
        traceback: the last lines of the student's traceback, for the record only.
        raised: the error's type and text, such as "ValueError: too many".
    """

    def __init__(self, reason: str, error: str, kind: str, traceback: str, raised: str):
        super().__init__(reason)
        self.error = error
        self.raised = raised
        self.kind = kind
        self.traceback = traceback


class StudentWork:
    """One submission, as the hidden tests of one graded cell see it.

    A question that was answered is not asked again: the same answer holds, decoded anew. What two calls have in common
    is seen only if one question makes both.

    Args:
        answerer: a live kernel, or a record of its answers.
        seed: the seed that Python, NumPy and Keras get before each question, so that answers repeat.
    """

    def __init__(self, answerer: Answerer, seed: int = 0):
        self._answerer = answerer
        self._remembered: dict[str, Answer] = {}
        self._bytes_left = MAX_REMEMBERED_BYTES
        self.seed = seed

    def call(
        self,
        function: str,
        /,
        *arguments: object,
        timeout: float = DEFAULT_TIMEOUT,
        eager: bool = False,
        **keywords: object,
    ) -> object:
        """Call a function of the student's and return its result.

        Args:
            function: its name in the notebook.
            *arguments, **keywords: data (see `agent.encode`), Keras models included. Each call gets
                fresh copies.
            timeout: seconds.
            eager: whether Keras computes step by step. Making a graph takes a second for a model that is trained and
                half a second for one that is evaluated, too long for a few steps. Results are the same up to
                rounding.

        Raises:
            CheckFailed: if there is no such function, if it raises or does not answer in time, or if the result cannot
                be sent.
        """
        value, _ = self._call(function, arguments, keywords, timeout, after=False, eager=eager)
        return value

    def call_and_inspect(
        self,
        function: str,
        /,
        *arguments: object,
        timeout: float = DEFAULT_TIMEOUT,
        eager: bool = False,
        **keywords: object,
    ) -> tuple[object, list[object]]:
        """Like `call`; returns the result and the positional arguments as they are *after* the call.

        For functions that change their arguments (train a model), and for those that must not.
        """
        return self._call(function, arguments, keywords, timeout, after=True, eager=eager)

    def error(self, function: str, /, *arguments: object, timeout: float = DEFAULT_TIMEOUT, **keywords: object) -> str:
        """Call a function and return the name of the built-in error type that it raises, "" if it raises none."""
        try:
            self._call(function, arguments, keywords, timeout, after=False)
        except Raised as raised:
            return raised.kind
        return ""

    def evaluate(
        self,
        expression: str,
        /,
        *,
        what: str = "",
        timeout: float = DEFAULT_TIMEOUT,
        eager: bool = False,
        **names: object,
    ) -> object:
        """Evaluate an expression of the grader's in the student's namespace, with the given names bound to data.

        For many calls in one question: `submission.evaluate("[f(x) for x in xs]", what="f(x)", xs=[1, 2, 3])`.

        Args:
            expression: Python source.
            what: shown to the student instead of the expression, as a call of the function that it is about.
            timeout: seconds.
            eager: see `call`.
            **names: data for the names in the expression.
        """
        value, _ = self._ask(expression, names, expression, timeout, what=what, eager=eager)
        return value

    def value(self, name: str) -> object:
        """The value of a variable of the notebook, as it is after the graded cell."""
        return self.evaluate(name)

    def _call(
        self,
        function: str,
        arguments: Sequence[object],
        keywords: Mapping[str, object],
        timeout: float,
        after: bool,
        eager: bool = False,
    ) -> tuple[Any, list[Any]]:
        positional = {f"argument_{index}": value for index, value in enumerate(arguments)}
        named = {f"keyword_{name}": value for name, value in keywords.items()}
        parameters = [*positional, *(f"{name}=keyword_{name}" for name in keywords)]
        text = describe_call(function, arguments, keywords)
        names, inspect = positional | named, tuple(positional) if after else ()
        value, inspected = self._ask(f"{function}({', '.join(parameters)})", names, text, timeout, inspect, eager=eager)
        return value, [inspected[name] for name in positional] if after else []

    def _ask(
        self,
        expression: str,
        names: Mapping[str, object],
        text: str,
        timeout: float,
        after: Sequence[str] = (),
        what: str = "",
        eager: bool = False,
    ) -> tuple[Any, dict[str, Any]]:
        question = Question.make(
            expression, names, text=text, seed=self.seed, timeout=timeout, after=after, eager=eager
        )
        answer = self._answer(question)
        text = what or text
        if answer.message is None:
            raise CheckFailed(f"{text}: {answer.problem}")
        try:
            decoded = agent.decode(answer.message, rebuild)
        except ModelRejected as error:
            raise CheckFailed(f"{text}: {error}") from None
        except agent.NotSerializable as error:
            raise CheckFailed(f"{text}: the result cannot be read: {error}") from None
        status = decoded.get("status") if isinstance(decoded, dict) else None
        if not isinstance(status, str) or status not in ("ok", "error"):
            raise CheckFailed(f"{text}: the result cannot be read")
        if status == "error":
            raise _raised(text, decoded)
        inspected = decoded.get("after")
        if not isinstance(inspected, dict) or "value" not in decoded or set(inspected) != set(after):
            raise CheckFailed(f"{text}: the result cannot be read")
        return decoded["value"], inspected

    def _answer(self, question: Question) -> Answer:
        key = question.key
        known = self._remembered.get(key)
        if known is not None and known.seconds <= question.timeout:
            return known
        answer = self._answerer.ask(question)
        size = len(answer.message or b"")
        if known is None and 0 < size <= self._bytes_left:
            self._bytes_left -= size
            self._remembered[key] = answer
        return answer


def _raised(text: str, decoded: dict[str, Any]) -> CheckFailed:
    error, message = str(decoded.get("error"))[:100], str(decoded.get("message"))
    if error == agent.NotSerializable.__name__:
        return CheckFailed(f"{text}: the result cannot be sent to the grader: {message[:300]}")
    if error == "NotImplementedError":
        reason = f"{text.split('(')[0]} is not implemented yet"
    elif error == "NameError" and repr(text.split("(")[0]) in message:
        reason = f"{text.split('(')[0]} is not defined"
    else:
        reason = f"{text} raised {error}: {message[:300]}" if message else f"{text} raised {error}"
    kind, traceback = str(decoded.get("kind", error))[:100], str(decoded.get("traceback"))[:8000]
    return Raised(reason, error, kind, traceback, f"{error}: {message[:300]}")


def describe_call(function: str, arguments: Sequence[object], keywords: Mapping[str, object]) -> str:
    """Write a call down for a message: small arguments in full, large ones by type and shape."""
    shown = [describe(value) for value in arguments]
    shown += [f"{name}={describe(value)}" for name, value in keywords.items()]
    return f"{function}({', '.join(shown)})"


def describe(value: object) -> str:
    """A short text for a value in a message."""
    if isinstance(value, np.ndarray) and value.ndim:
        if value.ndim == 1 and value.size <= 6 and value.dtype.kind in "biuf":
            return f"[{', '.join(f'{number:.4g}' for number in value.tolist())}]"
        return f"array {'x'.join(map(str, value.shape))}"
    if isinstance(value, np.generic | np.ndarray):
        return repr(value.item())
    if isinstance(value, agent.Opaque):
        return f"a {value.type_name}"
    if type(value).__module__.startswith("keras"):
        return "model"
    # Python orders a set differently in each process; equal verdicts must have equal reasons.
    if isinstance(value, set | frozenset) and value:
        text = f"{{{', '.join(sorted(map(repr, value)))}}}"
    else:
        text = repr(_plain(value))
    if len(text) <= 60:
        return text
    return f"{type(value).__name__} of {len(value)}" if hasattr(value, "__len__") else f"{text[:57]}..."


def _plain(value: Any) -> Any:
    """Lists and tuples with Python's numbers instead of NumPy's, which print as `np.int64(3)`."""
    if type(value) in (list, tuple):
        return type(value)(map(_plain, value))
    return value.item() if isinstance(value, np.generic) else value
