"""SQL text for names and values that cannot be parameters."""


def identifier(name: str) -> str:
    """Quote a table, column or database name.

    Args:
        name: the bare name, as it stands in the catalog.

    Returns:
        The name between double quotes.

    Raises:
        ValueError: the name is empty or holds a null character.
    """
    if not name or "\x00" in name:
        raise ValueError(f"not a name: {name!r}")
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote a text value; for statements that take no parameters (attach, comment, copy).

    Args:
        text: any text without null characters.

    Returns:
        The text between single quotes.

    Raises:
        ValueError: the text holds a null character.
    """
    if "\x00" in text:
        raise ValueError("a null character cannot stand in SQL text")
    return "'" + text.replace("'", "''") + "'"
