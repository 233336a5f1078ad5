"""The columns of the published table accounts that rules may use, and how people say them.

Left out: ids, names, the account manager and the city (they point at people or places of a few);
satisfaction (what persons answered); what belongs to segments; scores and predictions, which are
themselves made of the other columns; last_invoice_date, which days_since_last_invoice says.
"""

from collections.abc import Mapping
from dataclasses import dataclass

COUNT, DAYS, AMOUNT, SHARE, MEAN_DAYS = "count", "days", "amount", "share", "mean_days"
DATE, CATEGORY, FLAG = "date", "category", "flag"
WHOLE = (COUNT, DAYS)


@dataclass(frozen=True)
class Words:
    """How a column is said in one language.

    Attributes:
        some: A bound or values, at the place of {}; [one|more] = by the number before.
        unknown: The value is null.
        known: It is not.
        none: It is 0 or below; '' = say it with the bound. In a flag: false.
        any: It is above 0; '' = say it with the bound. In a flag: true.
        other: All values but those at the place of {}.
    """

    some: str
    unknown: str
    known: str
    none: str = ""
    any: str = ""
    other: str = ""


@dataclass(frozen=True)
class RuleColumn:
    """A column that rules may use.

    Attributes:
        name: Its name in accounts.
        kind: What its values are.
        nl: How it is said in Dutch.
        en: How it is said in English.
    """

    name: str
    kind: str
    nl: Words
    en: Words

    def words(self, language: str) -> Words:
        """Give the words of a language, nl or en."""
        return self.nl if language == "nl" else self.en


def _category(name: str, nl: str, en: str) -> RuleColumn:
    return RuleColumn(
        name,
        CATEGORY,
        Words(f"{nl} {{}}", f"{nl} onbekend", f"{nl} bekend", other=f"niet {nl} {{}}"),
        Words(f"{en} {{}}", f"{en} unknown", f"{en} known", other=f"not {en} {{}}"),
    )


_PAYS_NL = ("betaalgedrag onbekend", "betaalgedrag bekend")
_PAYS_EN = ("payment behaviour unknown", "payment behaviour known")

# In the order in which a text names them.
COLUMNS = (
    RuleColumn(
        "days_since_last_invoice",
        DAYS,
        Words(
            "laatste factuur {} [dag|dagen] geleden", "nog nooit een factuur", "ooit een factuur"
        ),
        Words("last invoice {} [day|days] ago", "never an invoice", "an invoice at some time"),
    ),
    RuleColumn(
        "first_invoice_date",
        DATE,
        Words("eerste factuur {}", "nog nooit een factuur", "ooit een factuur"),
        Words("first invoice {}", "never an invoice", "an invoice at some time"),
    ),
    RuleColumn(
        "customer_since_date",
        DATE,
        Words("klant geworden {}", "begin als klant onbekend", "begin als klant bekend"),
        Words("became a customer {}", "customer since unknown", "customer since known"),
    ),
    RuleColumn(
        "invoices_12m_count",
        COUNT,
        Words(
            "{} [factuur|facturen] in 12 maanden",
            "aantal facturen onbekend",
            "aantal facturen bekend",
            "geen factuur in 12 maanden",
        ),
        Words(
            "{} [invoice|invoices] in 12 months",
            "number of invoices unknown",
            "number of invoices known",
            "no invoice in 12 months",
        ),
    ),
    RuleColumn(
        "revenue_12m_amount",
        AMOUNT,
        Words(
            "{} netto omzet in 12 maanden",
            "netto omzet in 12 maanden onbekend",
            "netto omzet in 12 maanden bekend",
            "geen netto omzet in 12 maanden",
            "enige netto omzet in 12 maanden",
        ),
        Words(
            "{} net revenue in 12 months",
            "net revenue in 12 months unknown",
            "net revenue in 12 months known",
            "no net revenue in 12 months",
            "some net revenue in 12 months",
        ),
    ),
    RuleColumn(
        "revenue_prior_12m_amount",
        AMOUNT,
        Words(
            "{} netto omzet in het jaar vóór de laatste 12 maanden",
            "netto omzet in het jaar vóór de laatste 12 maanden onbekend",
            "netto omzet in het jaar vóór de laatste 12 maanden bekend",
            "geen netto omzet in het jaar vóór de laatste 12 maanden",
            "enige netto omzet in het jaar vóór de laatste 12 maanden",
        ),
        Words(
            "{} net revenue in the year before the last 12 months",
            "net revenue in the year before the last 12 months unknown",
            "net revenue in the year before the last 12 months known",
            "no net revenue in the year before the last 12 months",
            "some net revenue in the year before the last 12 months",
        ),
    ),
    RuleColumn(
        "margin_12m_amount",
        AMOUNT,
        Words(
            "{} marge in 12 maanden",
            "marge in 12 maanden onbekend",
            "marge in 12 maanden bekend",
            "geen marge in 12 maanden",
            "positieve marge in 12 maanden",
        ),
        Words(
            "{} margin in 12 months",
            "margin in 12 months unknown",
            "margin in 12 months known",
            "no margin in 12 months",
            "a positive margin in 12 months",
        ),
    ),
    RuleColumn(
        "lifetime_revenue_amount",
        AMOUNT,
        Words(
            "{} netto omzet sinds het begin",
            "netto omzet sinds het begin onbekend",
            "netto omzet sinds het begin bekend",
            "nog geen netto omzet",
            "ooit netto omzet",
        ),
        Words(
            "{} net revenue since the start",
            "net revenue since the start unknown",
            "net revenue since the start known",
            "no net revenue so far",
            "some net revenue so far",
        ),
    ),
    RuleColumn(
        "lifetime_margin_amount",
        AMOUNT,
        Words(
            "{} marge sinds het begin",
            "marge sinds het begin onbekend",
            "marge sinds het begin bekend",
            "nog geen marge",
            "marge sinds het begin",
        ),
        Words(
            "{} margin since the start",
            "margin since the start unknown",
            "margin since the start known",
            "no margin so far",
            "a positive margin so far",
        ),
    ),
    RuleColumn(
        "categories_12m_count",
        COUNT,
        Words(
            "{} [productgroep|productgroepen] in 12 maanden",
            "aantal productgroepen onbekend",
            "aantal productgroepen bekend",
            "geen productgroep in 12 maanden",
        ),
        Words(
            "{} product [category|categories] in 12 months",
            "number of product categories unknown",
            "number of product categories known",
            "no product category in 12 months",
        ),
    ),
    RuleColumn(
        "wallet_share",
        SHARE,
        Words(
            "{} van het bestedingspotentieel bij ons",
            "bestedingspotentieel onbekend",
            "bestedingspotentieel bekend",
            "niets van het bestedingspotentieel bij ons",
            "een deel van het bestedingspotentieel bij ons",
        ),
        Words(
            "{} of potential spend with us",
            "potential spend unknown",
            "potential spend known",
            "none of potential spend with us",
            "some of potential spend with us",
        ),
    ),
    RuleColumn(
        "online_share",
        SHARE,
        Words(
            "{} van de aankopen online",
            "verkoopkanaal onbekend of geen aankopen",
            "verkoopkanaal bekend",
            "geen aankopen online",
            "een deel van de aankopen online",
        ),
        Words(
            "{} of purchases online",
            "sales channel unknown or no purchases",
            "sales channel known",
            "no purchases online",
            "some purchases online",
        ),
    ),
    RuleColumn(
        "discount_share",
        SHARE,
        Words(
            "gemiddeld {} korting",
            "korting onbekend of geen aankopen",
            "korting bekend",
            "geen korting",
            "enige korting",
        ),
        Words(
            "{} average discount",
            "discount unknown or no purchases",
            "discount known",
            "no discount",
            "some discount",
        ),
    ),
    RuleColumn(
        "late_invoice_share",
        SHARE,
        Words("{} van de facturen te laat betaald", *_PAYS_NL, "geen factuur te laat betaald"),
        Words("{} of invoices paid late", *_PAYS_EN, "no invoice paid late"),
    ),
    RuleColumn(
        "days_late_value",
        MEAN_DAYS,
        Words("betaling gemiddeld {} [dag|dagen] te laat", *_PAYS_NL, "altijd op tijd betaald"),
        Words("payment {} [day|days] late on average", *_PAYS_EN, "always paid in time"),
    ),
    RuleColumn(
        "overdue_amount",
        AMOUNT,
        Words(
            "{} over de vervaldatum",
            "openstaand bedrag onbekend",
            "openstaand bedrag bekend",
            "niets over de vervaldatum",
            "een bedrag over de vervaldatum",
        ),
        Words(
            "{} overdue",
            "overdue amount unknown",
            "overdue amount known",
            "nothing overdue",
            "an overdue amount",
        ),
    ),
    RuleColumn(
        "credit_limit_amount",
        AMOUNT,
        Words("kredietlimiet {}", "kredietlimiet onbekend", "kredietlimiet bekend"),
        Words("credit limit {}", "credit limit unknown", "credit limit known"),
    ),
    RuleColumn(
        "employees",
        COUNT,
        Words(
            "{} [medewerker|medewerkers]",
            "aantal medewerkers onbekend",
            "aantal medewerkers bekend",
            "geen medewerkers",
        ),
        Words(
            "{} [employee|employees]",
            "number of employees unknown",
            "number of employees known",
            "no employees",
        ),
    ),
    RuleColumn(
        "annual_turnover_amount",
        AMOUNT,
        Words("eigen jaaromzet {}", "eigen jaaromzet onbekend", "eigen jaaromzet bekend"),
        Words("own annual turnover {}", "own turnover unknown", "own turnover known"),
    ),
    _category("value_tier", "waardeklasse", "value tier"),
    _category("size_class", "grootteklasse", "size class"),
    _category("relationship_type", "relatievorm", "relationship type"),
    _category("industry_name", "branche", "industry"),
    _category("country_code", "land", "country"),
    _category("region", "regio", "region"),
    RuleColumn(
        "is_payment_inherited",
        FLAG,
        Words(
            "", "betaler onbekend", "betaler bekend", "betaalt zelf", "een ander account betaalt"
        ),
        Words("", "payer unknown", "payer known", "pays its own invoices", "another account pays"),
    ),
)
BY_NAME: Mapping[str, RuleColumn] = {column.name: column for column in COLUMNS}

# Words for values of the input contract; other values are shown as they are.
VALUE_WORDS = {
    "nl": {"contract": "contract", "transactional": "losse aankopen"},
    "en": {"contract": "contract", "transactional": "single purchases"},
}
