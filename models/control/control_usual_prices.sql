with

invoice_lines as (

    select
        product_id,
        {{ price_level('net_amount', 'quantity') }} as price_level
    from {{ ref('control_invoice_lines_typed') }}

),

level_counts as (

    select
        product_id,
        price_level,
        count(*) as line_count
    from invoice_lines
    where price_level is not null
    group by
        product_id,
        price_level

),

running_counts as (

    select
        product_id,
        price_level,
        line_count,
        sum(line_count) over (
            partition by product_id order by price_level asc nulls last
            rows between unbounded preceding and current row
        ) as running_count,
        sum(line_count) over (partition by product_id) as product_line_count
    from level_counts

),

median_levels as (

    select
        product_id,
        min(price_level) as price_level
    from running_counts
    where 2 * running_count >= product_line_count
    group by product_id

),

{# 5 levels are a factor of about 3: a product that varies more has no usual price. #}
usual_prices as (

    select
        running_counts.product_id,
        max(median_levels.price_level) as usual_price_level
    from running_counts
    inner join median_levels on running_counts.product_id = median_levels.product_id
    group by running_counts.product_id
    having
        sum(running_counts.line_count) >= 10
        and sum(case
            when abs(running_counts.price_level - median_levels.price_level) <= 5
                then running_counts.line_count
            else 0
        end) >= 0.9 * sum(running_counts.line_count)

)

select * from usual_prices
