spend as (

    select
        spine.as_of_date,
        lines.account_key,
        sum(lines.net_amount) as net_amount
    from spine
    inner join input_invoice_lines as lines
        on
            lines.invoice_date > spine.start_12m_date
            and lines.invoice_date <= spine.as_of_date
            and lines.known_date <= spine.as_of_date
    group by spine.as_of_date, lines.account_key

),

members as (

    select
        accounts.as_of_date,
        accounts.account_key,
        accounts.industry_code[:2] as division,
        coalesce(
            (
                select any_value(classes.size_class)
                from rules_size_classes as classes
                where
                    accounts.employees between classes.minimum_employees
                    and coalesce(classes.maximum_employees, accounts.employees)
            ),
            accounts.size_class
        ) as size_class,
        greatest(coalesce(spend.net_amount, 0), 0) as own_amount
    from account_spine as accounts
    left join spend
        on
            accounts.as_of_date = spend.as_of_date
            and accounts.account_key = spend.account_key

),

spenders as (

    select
        *,
        count(*) over (partition by as_of_date, division, size_class) as cell_count,
        count(*) over (partition by as_of_date, size_class) as size_count,
        count(*) over (partition by as_of_date) as all_count,
        row_number() over (
            partition by as_of_date, division, size_class order by own_amount, account_key
        ) as cell_rank,
        row_number() over (
            partition by as_of_date, size_class order by own_amount, account_key
        ) as size_rank,
        row_number() over (partition by as_of_date order by own_amount, account_key)
            as all_rank
    from members
    where own_amount > 0

),

cells as (

    select
        as_of_date,
        division,
        size_class,
        count(*) as peer_count,
        min(own_amount) filter (where 100 * cell_rank >= 85 * cell_count) as reachable_amount,
        min(own_amount) filter (where 2 * cell_rank >= cell_count) as middle_amount
    from spenders
    where division is not null and size_class is not null
    group by as_of_date, division, size_class
    having count(*) >= 30

),

sizes as (

    select
        as_of_date,
        size_class,
        count(*) as peer_count,
        min(own_amount) filter (where 100 * size_rank >= 85 * size_count) as reachable_amount,
        min(own_amount) filter (where 2 * size_rank >= size_count) as middle_amount
    from spenders
    where size_class is not null
    group by as_of_date, size_class
    having count(*) >= 30

),

everyone as (

    select
        as_of_date,
        count(*) as peer_count,
        min(own_amount) filter (where 100 * all_rank >= 85 * all_count) as reachable_amount,
        min(own_amount) filter (where 2 * all_rank >= all_count) as middle_amount
    from spenders
    group by as_of_date

),

peers as (

    select
        members.*,
        case
            when cells.peer_count is not null
                then members.division || ' x ' || members.size_class
            when sizes.peer_count is not null then 'size ' || members.size_class
            when everyone.peer_count is not null then 'all'
        end as peer_group,
        coalesce(cells.peer_count, sizes.peer_count, everyone.peer_count) as peer_count,
        coalesce(cells.reachable_amount, sizes.reachable_amount, everyone.reachable_amount)
            as reachable_amount,
        coalesce(cells.middle_amount, sizes.middle_amount, everyone.middle_amount)
            as middle_amount
    from members
    left join cells
        on
            members.as_of_date = cells.as_of_date
            and members.division = cells.division
            and members.size_class = cells.size_class
    left join sizes
        on members.as_of_date = sizes.as_of_date and members.size_class = sizes.size_class
    left join everyone on members.as_of_date = everyone.as_of_date

)
