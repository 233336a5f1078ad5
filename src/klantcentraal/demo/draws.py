"""Random draws as SQL: each one a pure function of seed, name and key, never of row order.

A draw has a name ("account.employees"), so a later draw under a new name leaves all others as they
were, and the outcome does not depend on threads, memory or the order of rows. The bits come from
DuckDB's hash(), equal in its versions so far; should it ever change, another company comes out and
the test of the committed files says so.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Draws:
    """SQL expressions for random values of one demo company.

    Attributes:
        seed: Any integer; another seed gives another company.
    """

    seed: int

    def integer(self, name: str, *keys: str) -> str:
        """Draws 53 random bits.

        Args:
            name: What is drawn; two draws with one name and one key are equal.
            keys: SQL expressions of BIGINT that identify the row.

        Returns:
            An SQL expression, UBIGINT in [0, 2**53).
        """
        # Hashed twice: one round leaves patterns between draws whose names differ in few bits.
        inner = ", ".join([*keys, str(zlib.crc32(name.encode())), str(self.seed)])
        return f"(hash(hash({inner})) >> 11)"

    def uniform(self, name: str, *keys: str) -> str:
        """Draws from the uniform distribution on [0, 1); an SQL expression, DOUBLE."""
        return f"({self.integer(name, *keys)}::double / 9007199254740992.0)"

    def normal(self, name: str, *keys: str) -> str:
        """Draws from the standard normal distribution (Box-Muller); an SQL expression, DOUBLE."""
        radius = f"sqrt(-2 * ln(1 - {self.uniform(name, *keys)}))"
        return f"({radius} * cos(2 * pi() * {self.uniform(name + '.angle', *keys)}))"

    def exponential(self, name: str, *keys: str) -> str:
        """Draws from the exponential distribution with mean 1; an SQL expression, DOUBLE."""
        return f"(-ln(1 - {self.uniform(name, *keys)}))"

    def below(self, limit: str, name: str, *keys: str) -> str:
        """Draws a whole number from 0 up to, not including, the SQL expression limit; BIGINT."""
        return f"floor(({limit}) * {self.uniform(name, *keys)})::bigint"

    def pick(self, values: Sequence[str], name: str, *keys: str) -> str:
        """Draws one of the texts, each equally likely; an SQL expression, VARCHAR."""
        listed = ", ".join("'" + value.replace("'", "''") + "'" for value in values)
        return f"[{listed}][1 + {self.below(str(len(values)), name, *keys)}]"
