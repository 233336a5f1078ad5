"""What customers write, in the form in which it is searched for terms."""

import re
import unicodedata

_OTHER = re.compile(r"[\W_]+")
# Letters that hold no accent to take off.
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"})


def normalised(text: str) -> str:
    """Bring a text to the form in which it is searched; the macro normalised_text does so in SQL.

    Args:
        text: Any text.

    Returns:
        The text in lower case, without accents, with one space for what is no letter or digit,
        and none around it; '' = no letter or digit in it.
    """
    letters = unicodedata.normalize("NFD", text.lower()).translate(_LETTERS)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _OTHER.sub(" ", bare).strip()
