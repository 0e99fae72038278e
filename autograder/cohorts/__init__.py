"""Many submissions: graded by one process or many, regraded from records, reported."""

import sys

# jsonschema, which nbformat imports, compiles a grammar of IRIs where this package is installed. That takes longer than
# all other imports of a worker together, and nothing here checks an IRI.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
