-- Label windows follow each other without a shared day; all that counts in them was
-- known by the scoring date.
with

label_windows as (

    select * from {{ ref('dataset_label_windows') }}

)

select role
from label_windows
where
    window_after_date < as_of_date
    or window_end_date <= window_after_date
    or known_by_date < window_end_date
    or known_by_date > scoring_date
union all
select earlier.role
from label_windows as earlier
inner join label_windows as later
    on
        earlier.as_of_date < later.as_of_date
        and earlier.window_end_date > later.window_after_date
