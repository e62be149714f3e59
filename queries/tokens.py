"""The tokens of SPARQL, as far as telling words from what only looks like words needs."""

from __future__ import annotations

import re

TOKEN = re.compile(
    r"""
      (?P<skip> \s+ | \#[^\n]* )
    | (?P<iri> <[^<>"{}|^`\\\s]*> )
    | (?P<string>
        '{3} (?: '{0,2} (?: [^'\\] | \\. ) )* '{3}
      | "{3} (?: "{0,2} (?: [^"\\] | \\. ) )* "{3}
      | ' (?: [^'\\\n] | \\. )* '
      | " (?: [^"\\\n] | \\. )* " )
    | [?$]? \w+
    | .
    """,
    re.VERBOSE | re.DOTALL,
)
"""``skip`` (white space or a comment), ``iri``, ``string``, or a word, variable or sign."""
