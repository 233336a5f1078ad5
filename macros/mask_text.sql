{% macro mask_text(text, column) -%}
    {#- An @ also stands in an e-mail address that slid into another column. -#}
    case
        when
            {{ column }} in (
                'full_name', 'email', 'phone', 'comment', 'description',
                'account_name', 'company_name', 'street_address', 'postal_code',
                'lost_reason', 'termination_reason', 'visitor_domain', 'landing_page'
            )
            or {{ text }} like '%@%'
            then '***'
        else substr(replace(replace({{ text }}, chr(10), ' '), chr(13), ' '), 1, 80)
    end
{%- endmacro %}
