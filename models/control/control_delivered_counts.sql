with

delivered_counts as (

    {% for entity in [
        'accounts', 'products', 'invoices', 'invoice_lines', 'payments', 'contacts',
        'survey_responses',
    ] %}
        select
            '{{ entity }}' as entity,
            count(*) as input_count
        from {{ ref('stg_' ~ var('source') ~ '__' ~ entity) }}
        {% if not loop.last %}union all{% endif %}
    {% endfor %}
)

select * from delivered_counts
