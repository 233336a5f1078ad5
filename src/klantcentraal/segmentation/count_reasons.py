"""Why a number of clusters was chosen, or none: parts of sentences in Dutch and English."""

_WORDS = {
    "too_few_accounts": (
        "er zijn {rows} accounts, en twee segmenten van ten minste {smallest} vragen er {needed}",
        "there are {rows} accounts, and two segments of at least {smallest} need {needed}",
    ),
    "all_equal": (
        "de accounts zijn op deze kenmerken allemaal gelijk",
        "the accounts are all equal in these features",
    ),
    "chance": (
        "ook in {as_clear} van de {nulls} toevallige reeksen zonder groepen vallen de accounts zo "
        "duidelijk uiteen (p = {p_value}, hoogstens {level} mag)",
        "in {as_clear} of {nulls} random datasets without groups the accounts fall apart as "
        "clearly (p = {p_value}, at most {level} is allowed)",
    ),
    "faint": (
        "de accounts vallen nauwelijks duidelijker uiteen dan in toevallige reeksen zonder groepen "
        "(silhouet {gap} hoger, nodig is {needed})",
        "the accounts hardly fall apart more clearly than in random datasets without groups "
        "(silhouette {gap} higher, {needed} is needed)",
    ),
    "tiny": (
        "waar de accounts het duidelijkst uiteenvallen, heeft een segment minder dan {smallest} "
        "accounts",
        "where the accounts fall apart most clearly, a segment has fewer than {smallest} accounts",
    ),
    "unstable": (
        "de duidelijkste segmenten keren niet terug als de accounts opnieuw getrokken worden: met "
        "{count} segmenten is de gelijkenis {mean} en die van het zwakste {lowest}, nodig zijn "
        "{mean_needed} en {lowest_needed}",
        "the clearest segments do not return when accounts are drawn anew: with {count} segments "
        "the similarity is {mean} and that of the weakest {lowest}, {mean_needed} and "
        "{lowest_needed} are needed",
    ),
    "found": (
        "de accounts vallen in {count} segmenten duidelijker uiteen dan in toevallige reeksen "
        "zonder groepen (silhouet {gap} hoger, p = {p_value}), en die keren terug als de accounts "
        "opnieuw getrokken worden (gelijkenis {mean})",
        "the accounts fall apart in {count} segments more clearly than in random datasets without "
        "groups (silhouette {gap} higher, p = {p_value}), and these return when accounts are "
        "drawn anew (similarity {mean})",
    ),
}


def count_reason(reason_id: str, **figures: int | float) -> tuple[str, str]:
    """Say why a number of clusters was chosen, or none.

    Args:
        reason_id: too_few_accounts, all_equal, chance, faint, tiny, unstable or found.
        figures: The figures of that text; numbers with a fraction get three decimals.

    Returns:
        A part of a sentence in Dutch and in English.
    """
    texts = {
        name: f"{figure:.3f}" if isinstance(figure, float) else str(figure)
        for name, figure in figures.items()
    }
    dutch, english = _WORDS[reason_id]
    commas = {name: text.replace(".", ",") for name, text in texts.items()}
    return dutch.format(**commas), english.format(**texts)
