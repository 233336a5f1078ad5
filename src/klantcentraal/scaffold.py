"""Scaffold of a staging folder: what maps a company's own tables to the input contract."""

import re
import shutil
from pathlib import Path

from klantcentraal.contract import Entity, load
from klantcentraal.errors import KlantcentraalError, UsageError

# Staging models are called stg_<name>__<entity>: two underscores in a row would split elsewhere.
NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
LONGEST_NAME = 40
# The folders of dbt_project.yml that are switched on by the name of the source.
SWITCH = re.compile(r"( +)\w+:\n +\+enabled: .*env_var\('KLANTCENTRAAL_SOURCE', 'files'\) == .*\n")

SOURCES_HEAD = """\
sources:
  - name: {name}
    description: >
      Tables of {name}, as one Parquet file a table in the data folder.
    config:
      meta:
        external_location: >-
          read_parquet('{{{{ env_var('KLANTCENTRAAL_DATA', 'seeds/demo') | replace("'", "''") }}}}\
/{{identifier}}.parquet',
          file_row_number = true)
    tables:
"""
SOURCE_TABLE = """\
      - name: {entity}
        identifier: {entity}
        description: One row per row of {entity}.
        columns:
          - name: file_row_number
            description: Place of the row in the file, from 0; added by the reader.
"""
READING_MODEL = """\
with

delivered as (

    select * from {{{{ source('{name}', '{entity}') }}}}

),

-- Every null waits for a column of yours, or stays when you have none.
{entity} as (

    select
{columns}
        '{entity}.parquet' as source_file,
        file_row_number + 2 as source_row_number
    from delivered

)

select * from {entity}
"""
EMPTY_MODEL = """\
with

-- Not delivered; when it is, read it as stg_{name}__accounts reads its table.
{entity} as (

    select
{columns}
        cast(null as string) as source_file,
        cast(null as bigint) as source_row_number
    where false

)

select * from {entity}
"""
PROPERTIES_HEAD = """\
models:
  - name: stg_{name}__{entity}
    description: >
      One row per row of {entity} in {name}.
    columns:
"""
PROPERTIES_COLUMN = """\
      - name: {column}
        description: "{{{{ doc('{column}') }}}}"
        data_type: {data_type}
"""


def scaffold_source(project: Path, name: str) -> list[Path]:
    """Write a staging folder that parses at once and waits for the mapping of its columns.

    Required entities read a Parquet file of their name; optional ones are empty.

    Args:
        project: folder that holds dbt_project.yml.
        name: name of the source system.

    Returns:
        The files that were written or changed.

    Raises:
        UsageError: the name is not usable or in use.
        KlantcentraalError: dbt_project.yml does not say where the folder is to be switched on.
    """
    _check_name(project, name)
    project_file = project / "dbt_project.yml"
    switched = _switched_on(project_file.read_text(encoding="utf-8"), name)
    folder = project / "models" / "staging" / name
    part = project / "target" / f".{name}.part"  # dbt looks for models everywhere in models/
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        for file, text in _files(project, name).items():
            (part / file).write_text(text, encoding="utf-8")
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    project_file.write_text(switched, encoding="utf-8")
    return [*sorted(folder.iterdir()), project_file]


def _check_name(project: Path, name: str) -> None:
    if not NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        raise UsageError(
            f"{name!r} cannot name a source: use lower-case letters, digits and single "
            f"underscores, at most {LONGEST_NAME} characters, a letter first"
        )
    if (project / "models" / "staging" / name).exists():
        raise UsageError(f"{name!r} names a source already; choose another name")


def _switched_on(project_text: str, name: str) -> str:
    switches = list(SWITCH.finditer(project_text))
    if not switches:
        raise KlantcentraalError("dbt_project.yml has no +enabled line of a staging folder")
    last = switches[-1]
    if re.search(rf"^{last[1]}{name}:$", project_text, re.MULTILINE):
        raise UsageError(f"dbt_project.yml names {name} already; choose another name")
    switch = (
        f"{last[1]}{name}:\n"
        f"{last[1]}  +enabled: \"{{{{ env_var('KLANTCENTRAAL_SOURCE', 'files') == '{name}' }}}}\"\n"
    )
    return project_text[: last.end()] + switch + project_text[last.end() :]


def _files(project: Path, name: str) -> dict[str, str]:
    staged = [
        entity
        for entity in load(project).values()
        if (project / f"models/staging/files/stg_files__{entity.name}.sql").exists()
    ]
    tables = [
        SOURCE_TABLE.format(entity=entity.name)
        for entity in sorted(staged, key=lambda entity: entity.name)
        if entity.is_required
    ]
    files = {f"_{name}__sources.yml": SOURCES_HEAD.format(name=name) + "".join(tables)}
    for entity in staged:
        files[f"stg_{name}__{entity.name}.sql"] = _model(name, entity)
        files[f"stg_{name}__{entity.name}.yml"] = _properties(name, entity)
    return files


def _model(name: str, entity: Entity) -> str:
    template = READING_MODEL if entity.is_required else EMPTY_MODEL
    columns = "\n".join(
        f"        cast(null as {column.sql_type.replace(',', ', ')}) as {column.name},"
        for column in entity.columns
    )
    return template.format(name=name, entity=entity.name, columns=columns)


def _properties(name: str, entity: Entity) -> str:
    typed = [
        *((column.name, column.sql_type) for column in entity.columns),
        ("source_file", "string"),
        ("source_row_number", "bigint"),
    ]
    columns = [
        PROPERTIES_COLUMN.format(column=column, data_type=data_type) for column, data_type in typed
    ]
    return PROPERTIES_HEAD.format(name=name, entity=entity.name) + "".join(columns)
