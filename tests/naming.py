"""Names of parametrized cases: the same in each process, or the tests cannot be shared out among workers."""

import re


def name_of(value: object) -> str:
    """A value's repr, cut, in ASCII, without the address of an object in memory or the order of a set."""
    if isinstance(value, set | frozenset):
        value = (type(value).__name__, sorted(map(repr, value)))
    text = re.sub(r"( object)? at 0x[0-9a-f]+", "", repr(value))
    return text[:50].encode("ascii", "backslashreplace").decode()
