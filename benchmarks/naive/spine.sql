select
    cast(as_of_date as date) as as_of_date,
    cast(as_of_date - interval 12 month as date) as start_12m_date,
    cast(as_of_date - interval 24 month as date) as start_24m_date
from (
    select as_of_date from control_run_dates
    union all
    select as_of_date - to_months(cast(month as int)) as as_of_date
    from control_run_dates
    cross join range(1, $history_months + 1) as months (month)
    where as_of_date - to_months(cast(month as int))
        >= (select min(invoice_date) from input_invoices)
    union
    select model_date as as_of_date from windows where model_date is not null
    union
    select verification_date as as_of_date from windows where verification_date is not null
)
