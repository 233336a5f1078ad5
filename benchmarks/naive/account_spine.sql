select
    spine.as_of_date,
    accounts.account_key,
    accounts.* exclude (account_key),
    coalesce(cast(accounts.valid_from as date) > spine.as_of_date, false) as is_history_assumed
from spine
cross join input_accounts as accounts
qualify row_number() over (
    partition by spine.as_of_date, accounts.account_key
    order by
        is_history_assumed,
        case when not is_history_assumed then accounts.valid_from end desc nulls last,
        accounts.valid_from
) = 1
