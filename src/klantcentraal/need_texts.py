"""What customers write, in the form in which it is searched for terms."""

import re
import unicodedata

_OTHER = re.compile(r"[\W_]+")

# Latin letters of Europe in Unicode: Latin-1 Supplement and Latin Extended-A.
_FIRST_LETTER, _LAST_LETTER = 0xE0, 0x17F

# Letters that are no plain letter with an accent.
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d"}


def _plain_letters() -> dict[int, str]:
    letters = (chr(code) for code in range(_FIRST_LETTER, _LAST_LETTER + 1))
    plain = {letter: unicodedata.normalize("NFD", letter)[0] for letter in letters}
    return str.maketrans({**plain, **_LETTERS})


_PLAIN_LETTERS = _plain_letters()


def normalised(text: str) -> str:
    """Bring a text to the form in which it is searched; the macro normalised_text does so in SQL.

    Args:
        text: Any text.

    Returns:
        The text in lower case, without the accents of European languages, with one space for what
        is no letter or digit, and none around it; '' = no letter or digit in it.
    """
    letters = unicodedata.normalize("NFC", text.lower()).translate(_PLAIN_LETTERS)
    return _OTHER.sub(" ", letters).strip()
