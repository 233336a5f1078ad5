"""The demo company: a made-up Dutch B2B wholesaler over four years, with a planted truth.

generate() writes files of the input contract (company.FILES) for 1 July 2022 up to 30 June 2026:
what accounts buy and pay, and what they answer, complain about, need, open, visit and tell others.
Beside them, in a folder that the pipeline never reads, it writes the truth behind them: which
segment an account belongs to, how often it orders, when it stopped, how it pays, in which season
and on which weekday it buys, how satisfied and how much of a fan it is, what it needs and what each
of its texts means. Tests hold what the product finds against that truth.

generate_dirty() writes the same company as a real mess would bring it, with the dirt in known rows
(klantcentraal.demo.dirt).

Everything is made up. Registration and VAT numbers pass their check digits and lie in ranges that
were not in use; mail addresses end in .example, phone numbers cannot exist, company names come from
invented syllables. Real are only the SBI 2008 codes with their names, and the cities with their
provinces and four-digit postcode areas.
"""

from klantcentraal.demo.company import generate
from klantcentraal.demo.dirt import generate_dirty

__all__ = ["generate", "generate_dirty"]
