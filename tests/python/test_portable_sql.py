"""SQL keeps to what DuckDB and a distributed engine both run, with the same answer.

A linter knows one dialect; this looks for what fails elsewhere, or answers differently without an
error. Engine-specific SQL may stand only in dispatched macros (`duckdb__...`, `default__...`).
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODELS = sorted([*ROOT.glob("models/**/*.sql"), *ROOT.glob("tests/data/**/*.sql")])
MACROS = sorted(ROOT.glob("macros/**/*.sql"))

# What not to write: (name, pattern in lower case, what to write instead, an example)
FORBIDDEN = [
    ("qualify", r"\bqualify\b", "a subquery with row_number", "select a from t qualify rank = 1"),
    (
        "star exclude",
        r"\*\s*(exclude|replace|except|rename)\b",
        "a list of columns",
        "select * exclude (a) from t",
    ),
    (
        "asof join",
        r"\basof\b",
        "a join and row_number",
        "select a from t asof join u on t.d >= u.d",
    ),
    (
        "quantile",
        r"\b(approx_)?quantile(_cont|_disc)?\s*\(",
        "percentile_cont within group",
        "select quantile_cont(a, 0.5) from t",
    ),
    ("arg_max", r"\barg_?(max|min)(_null)?\s*\(", "max_by, min_by", "select arg_max(a, b) from t"),
    (
        "string_agg",
        r"\b(string_agg|group_concat|listagg)\s*\(",
        "a rule column of its own",
        "select string_agg(a, ',' order by a) from t",
    ),
    ("list", r"\blist(_\w+)?\s*\(", "array_agg or rows", "select list_filter(a, b) from t"),
    ("list literal", r"\[", "rows", "select [1, 2] as a"),
    ("lambda or arrow", r"->", "plain SQL", "select a ->> '$.b' from t"),
    ("unnest", r"\b(unnest|explode)\s*\(", "rows", "select unnest(a) from t"),
    ("struct", r"\b(struct_pack|named_struct|row)\s*\(|\{", "columns", "select {'a': 1} as b"),
    (
        "series",
        r"\b(generate_series|range|sequence)\s*\(",
        "the macro date_spine or a seed",
        "select a from generate_series(1, 3) as s (a)",
    ),
    (
        "date_diff",
        r"\bdate_?diff\s*\(",
        "the macro datediff",
        "select date_diff('day', a, b) from t",
    ),
    (
        "date_add",
        r"\bdate_(add|sub)\s*\(",
        "the macro dateadd",
        "select date_add(a, interval '1' day) from t",
    ),
    (
        "interval of a column",
        r"\binterval\s*\(",
        "the macro dateadd",
        "select d + interval (a) day",
    ),
    (
        "part that counts differently",
        r"\b(extract\s*\(\s*|date_part\s*\(\s*')(iso)?(dow|dayofweek|epoch|weekday)\b",
        "a dispatched macro",
        "select extract(dow from a) from t",
    ),
    (
        "day of week",
        r"\b(dayofweek|isodow|weekday|epoch(_\w+)?)\s*\(",
        "a dispatched macro",
        "select dayofweek(a) from t",
    ),
    (
        "strftime",
        r"\b(strftime|strptime|try_strptime|date_format|to_char)\s*\(",
        "a dispatched macro",
        "select strftime(a, '%Y') from t",
    ),
    ("integer division", r"//", "floor(a / b)", "select a // b from t"),
    (
        "varchar",
        r"\bas\s+(varchar|text|char|bpchar)\b",
        "string",
        "select cast(a as varchar) from t",
    ),
    ("quoted name", r'"', "a plain name", 'select "a" from t'),
    (
        "string function",
        r"\b(regexp_matches|regexp_replace|regexp_full_match|string_split|str_split|starts_with"
        r"|strpos|sha256|printf|format)\s*\(",
        "a dispatched macro",
        "select regexp_replace(a, 'b', 'c') from t",
    ),
    ("by name", r"\bby\s+name\b", "columns in one order", "select a from t union by name select a"),
    (
        "sample",
        r"\b(using\s+sample|tablesample)\b",
        "a cut on a hashed key",
        "select a from t using sample 10",
    ),
    ("trailing comma", r",\s*(from\b|\))", "no comma", "select a, from t"),
    ("json", r"\bjson(_\w+)?\s*\(", "columns", "select json_extract_string(a, '$.b') from t"),
    (
        "ignore nulls",
        r"\b(ignore|respect)\s+nulls\b",
        "a running max",
        "lag(a ignore nulls) over w",
    ),
    ("log", r"\blog\s*\(", "ln or log10", "select log(a) from t"),
    ("concat", r"\bconcat\s*\(", "|| with coalesce, or concat_ws", "select concat(a, b) from t"),
    ("hash", r"\bhash\s*\(", "the macro hash (md5 of text)", "select hash(a) from t"),
    (
        "clock or chance",
        r"\b(now|today|random|rand|uuid|gen_random_uuid|nextval|get_current_timestamp)\s*\("
        r"|\b(current_date|current_timestamp|current_time|localtimestamp|localtime|rowid)\b",
        "a column of the run",
        "select a from t where d < current_date",
    ),
    ("file reader", r"\b(read_\w+|glob|parquet_scan)\s*\(", "a macro", "select a from glob('*')"),
    ("error", r"\b(error|raise_error)\s*\(", "the macro fail", "select error('a') from t"),
    (
        "division by zero",
        r"(?<!/)/(?!/)(?!\s*(nullif\s*\(|cast\s*\(\s*nullif\s*\(|greatest\s*\(|[1-9]))",
        "/ nullif(b, 0)",
        "select a / b from t",
    ),
]
ORDERED_ONLY = r"\b(row_number|ntile|lag|lead|first_value|last_value)\s*\("


def without_jinja(text: str) -> str:
    """Blank Jinja: a comment or a tag leaves nothing, a call leaves a name."""
    text = re.sub(r"\{#.*?#\}|\{%.*?%\}", " ", text, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "jinja", text, flags=re.DOTALL)


def without_words(sql: str) -> str:
    """Blank comments and the inside of string literals, and lower the case."""
    sql = re.sub(r"--[^\n]*|/\*.*?\*/", " ", sql, flags=re.DOTALL)
    return re.sub(r"'(?:[^']|'')*'", "''", sql).lower()


def inside_brackets(sql: str, start: int) -> str:
    """Return what follows `start` up to the bracket that closes the one it stands in."""
    depth = 0
    for position in range(start, len(sql)):
        depth += {"(": 1, ")": -1}.get(sql[position], 0)
        if depth < 0:
            return sql[start:position]
    return sql[start:]


def top_level_items(text: str) -> list[str]:
    """Split a list at the commas that stand in no bracket."""
    items, depth = [""], 0
    for letter in text:
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            items.append("")
        else:
            items[-1] += letter
    return items


def order_findings(sql: str) -> Iterator[str]:
    """Yield orders that leave the place of nulls, or of ties, to the engine."""
    for match in re.finditer(r"\border\s+by\b", sql):
        if re.search(r"within\s+group\s*\(\s*$", sql[: match.start()]):
            continue
        clause = inside_brackets(sql, match.end())
        ordering = re.split(r"\b(?:rows|range|groups|limit)\b", clause)[0]
        for item in top_level_items(ordering):
            if not re.search(r"\bnulls\s+(first|last)\s*$", item.rstrip()):
                yield f"order by {' '.join(item.split())}: add nulls first or nulls last"
    for match in re.finditer(ORDERED_ONLY, sql):
        rest = sql[match.end() + len(inside_brackets(sql, match.end())) + 1 :].lstrip()
        window = re.match(r"over\s*\(", rest)
        if window and "order by" not in inside_brackets(rest, window.end()):
            yield f"{match.group(1)} over a window without an order"


def findings(text: str) -> list[str]:
    """Return what in one SQL file another engine refuses or answers differently."""
    code = without_jinja(text)
    sql = without_words(code)
    found = [
        f"{name}: write {instead}"
        for name, pattern, instead, _ in FORBIDDEN
        if re.search(pattern, sql)
    ]
    if re.search(r"'[^'\n]*\\[^'\n]*'", re.sub(r"--[^\n]*", "", code)):
        found.append("backslash in a literal: avoid it")
    return [*found, *order_findings(sql)]


def macros_for_every_engine(text: str) -> str:
    """Return a macro file without the macros that are dispatched to one engine."""
    return re.sub(r"\{%-?\s*macro\s+[a-z]+__.*?endmacro\s*-?%\}", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_sql_of_a_model_is_portable(path: Path) -> None:
    assert findings(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MACROS, ids=lambda path: path.stem)
def test_sql_of_a_macro_is_portable(path: Path) -> None:
    assert findings(macros_for_every_engine(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("name", "example"), [(name, example) for name, _, _, example in FORBIDDEN]
)
def test_each_forbidden_thing_is_found(name: str, example: str) -> None:
    assert any(found.startswith(f"{name}:") for found in findings(example))
    assert any(found.startswith(f"{name}:") for found in findings(example.upper()))


@pytest.mark.parametrize(
    "example",
    [
        "select row_number() over (partition by a order by b nulls last, c) from t",
        "select sum(a) over (order by b rows unbounded preceding) from t",
        "select a from t order by a desc",
        "select lag(a, 1) over (partition by b) from t",
        r"select a from t where a = '\'",
    ],
)
def test_each_silent_difference_is_found(example: str) -> None:
    assert findings(example) != []


@pytest.mark.parametrize(
    "example",
    [
        "select row_number() over (partition by a order by b desc nulls last, c nulls last) from t",
        "select sum(a) over (order by b nulls first rows unbounded preceding) from t",
        "select count(*) over (partition by a) from t",
        "select percentile_cont(0.5) within group (order by a) from t",
        "select a / nullif(b, 0), a / 12 from t",
        "select concat_ws(',', a, b), log10(a), max_by(a, b), date_trunc('month', d) from t",
        "select try_cast(a as string), cast(d - interval '12 months' as date) from t",
        "select a from t where b = 'qualify // now()' -- list(a)",
        "select a from {{ ref('t') }} where b in {{ ['x'] }} {# now() #}",
        "select sum(a) filter (where b) as c, extract(month from d) as e from t",
    ],
)
def test_portable_sql_passes(example: str) -> None:
    assert findings(example) == []


def test_a_dispatched_macro_may_use_its_engine() -> None:
    text = "{% macro duckdb__fail(m) -%} error({{ m }}) {%- endmacro %}"
    assert findings(macros_for_every_engine(text)) == []
    assert findings(macros_for_every_engine(text.replace("duckdb__", ""))) != []
