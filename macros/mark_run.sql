{% macro mark_run() -%}
    create table if not exists {{ target.schema }}.last_run (run_id varchar(64));
    delete from {{ target.schema }}.last_run;
    insert into {{ target.schema }}.last_run values ('{{ invocation_id }}')
{%- endmacro %}
