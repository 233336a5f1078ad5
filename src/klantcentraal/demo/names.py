"""Made-up names: word lists for companies, streets and people."""

# Starts, joints and ends combine to 9,600 names that sound Dutch and belong to nobody known.
STARTS = (
    "Vael", "Kest", "Drem", "Lorv", "Tarn", "Helv", "Brov", "Neld", "Wess", "Goran",
    "Zerv", "Pald", "Mird", "Sarn", "Elv", "Quir", "Ostr", "Fend", "Harv", "Jeld",
    "Kolm", "Lumb", "Morv", "Narv", "Orsk", "Peld", "Rov", "Sted", "Turv", "Ulv",
    "Vork", "Yrs", "Dalv", "Berv", "Grind", "Ilm", "Krov", "Tolv", "Zweld", "Aldr",
)  # fmt: skip
JOINTS = ("a", "e", "en", "er", "el", "ing", "o", "is")
ENDS = (
    "veld", "horst", "mond", "daal", "wijk", "gaard", "brug", "hof", "stra", "kamp",
    "berg", "meer", "stein", "loo", "burg", "heim", "zicht", "oord", "donk", "rade",
    "vliet", "dijk", "zand", "broek", "hout", "wold", "marke", "sluis", "waard", "tuin",
)  # fmt: skip

STREETS = (
    "Industrieweg", "Handelsweg", "Ambachtsweg", "Nijverheidsweg", "Energieweg", "Transportweg",
    "Havenweg", "Kerkstraat", "Dorpsstraat", "Stationsweg", "Molenweg", "Schoolstraat",
    "Hoofdstraat", "Marktplein", "Parallelweg", "Spoorstraat", "Kanaalweg", "Wilgenlaan",
    "Eikenlaan", "Beukenlaan", "Lindelaan", "Julianastraat", "Wilhelminastraat", "Burgemeesterlaan",
    "Raadhuisstraat", "Noorderweg", "Zuiderweg", "Oosterweg", "Westerweg", "Veldweg",
)  # fmt: skip

FIRST_NAMES = (
    "Jan", "Peter", "Johan", "Mark", "Erik", "Thomas", "Bas", "Rob", "Tim", "Jeroen",
    "Martijn", "Sander", "Kees", "Henk", "Mohamed", "Ali", "Daan", "Lucas", "Ruben", "Stefan",
    "Anna", "Maria", "Linda", "Sandra", "Esther", "Monique", "Petra", "Sophie", "Emma", "Julia",
    "Lisa", "Fatima", "Karin", "Marieke", "Nicole", "Ingrid", "Femke", "Eva", "Sanne", "Iris",
)  # fmt: skip

LAST_NAMES = (
    "de Jong", "Jansen", "de Vries", "van den Berg", "Bakker", "van Dijk", "Visser", "Janssen",
    "Smit", "Meijer", "de Boer", "Mulder", "de Groot", "Bos", "Vos", "Peters", "Hendriks",
    "van Leeuwen", "Dekker", "Brouwer", "de Wit", "Dijkstra", "Smits", "de Graaf", "van der Meer",
    "Kok", "Jacobs", "de Haan", "Vermeulen", "van den Heuvel", "van der Veen", "van den Broek",
    "de Bruijn", "Schouten", "van Beek", "van der Linden", "Willems", "Hoekstra", "Maas",
    "Verhoeven", "Koster", "van Dam", "Prins", "Blom", "Huisman", "Peeters", "de Bruin",
    "van Vliet", "Kuipers", "Kramer", "van Wijk", "Post", "Yilmaz", "Kaya", "Gerritsen",
    "Postma", "Groen", "Evers", "Timmermans", "Sanders",
)  # fmt: skip


def listed(values: tuple[str, ...]) -> str:
    """Writes texts as an SQL list.

    Args:
        values: The texts.

    Returns:
        An SQL expression, VARCHAR[].
    """
    return "[" + ", ".join("'" + value.replace("'", "''") + "'" for value in values) + "]"


def company_name(index: str) -> str:
    """Composes a made-up proper name.

    Args:
        index: SQL expression, BIGINT from 0; names repeat after 9,600.

    Returns:
        An SQL expression, VARCHAR such as Vaelenhorst.
    """
    return (
        f"{listed(STARTS)}[1 + {index} % {len(STARTS)}]"
        f" || {listed(JOINTS)}[1 + {index} // {len(STARTS)} % {len(JOINTS)}]"
        f" || {listed(ENDS)}[1 + {index} // {len(STARTS) * len(JOINTS)} % {len(ENDS)}]"
    )


def first_name(index: str) -> str:
    """Gives the first name of a person; with last_name different for 2,400 numbers in a row.

    Args:
        index: SQL expression, BIGINT from 0.

    Returns:
        An SQL expression, VARCHAR.
    """
    return f"{listed(FIRST_NAMES)}[1 + {index} % {len(FIRST_NAMES)}]"


def last_name(index: str) -> str:
    """Gives the last name of a person, see first_name; an SQL expression, VARCHAR."""
    # Steps of 7 keep neighbours apart; the quotient shifts them when the first names start over.
    step = f"({index} % {len(FIRST_NAMES)} * 7 + {index} // {len(FIRST_NAMES)})"
    return f"{listed(LAST_NAMES)}[1 + {step} % {len(LAST_NAMES)}]"
