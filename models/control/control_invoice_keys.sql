-- Append-only: an id keeps its key for good, so a full refresh leaves the table alone.
{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='fail',
    full_refresh=false,
) }}

{{ key_map(ref('control_invoices_typed'), 'invoice_id', 'invoice_key') }}
