with

findings as (

    select
        is_skipped,
        is_alarm,
        row_number() over (
            partition by is_alarm
            order by
                auc_value_low desc nulls last,
                predictor_name asc nulls last,
                target asc nulls last,
                role asc nulls last,
                part asc nulls last
        ) as finding_rank,
        predictor_name || case when part = 'null flag' then ' (its absence)' else '' end
        || ' knows ' || target || ' of the ' || role || ' dataset (AUC '
        || cast(cast(auc_value as decimal(9, 3)) as string) || ', 99 % sure above '
        || cast(cast(auc_value_low as decimal(9, 3)) as string) || ')' as alarm,
        target || ' of the ' || role || ' dataset (' || positive_count || ' yes, '
        || negative_count || ' no)' as skipped_en,
        target || ' van dataset ' || role || ' (' || positive_count || ' ja, '
        || negative_count || ' nee)' as skipped_nl
    from {{ ref('dataset_leak_alarms_computed') }}

),

tally as (

    select
        count(*) as finding_count,
        sum(case when is_alarm then 1 else 0 end) as alarm_count,
        sum(case when is_skipped then 1 else 0 end) as skipped_count,
        {{ dbt.listagg(
            "case when is_alarm and finding_rank <= 3 then alarm end", "'; '",
            'order by finding_rank',
        ) }} as alarms,
        {{ dbt.listagg(
            "case when is_skipped then skipped_nl end", "'; '", 'order by skipped_nl'
        ) }} as skipped_nl,
        {{ dbt.listagg(
            "case when is_skipped then skipped_en end", "'; '", 'order by skipped_en'
        ) }} as skipped_en
    from findings

),

gate as (

    select
        '{{ invocation_id }}' as run_id,
        case
            when finding_count = 0 then {{ fail(
                "'GATE CLOSED: the datasets were not judged for leaks'"
            ) }}
            when alarm_count > 0 then {{ fail(
                "'GATE CLOSED: known too well to be known in time: ' || alarms"
                ~ " || case when alarm_count > 3 then ' and ' || (alarm_count - 3)"
                ~ " || ' more' else '' end || '. What is known only afterwards may not"
                ~ " predict: take an extra predictor out of rules_extra_predictors or"
                ~ " deliver its history (valid_from); for a feature, deliver when its"
                ~ " facts became known (known_at)'"
            ) }}
            else 'open'
        end as gate,
        case
            when skipped_count > 0
                then
                    'Niet op lekken beoordeeld, minder dan 20 van een uitkomst: '
                    || skipped_nl || '.'
        end as skipped_note_nl,
        case
            when skipped_count > 0
                then
                    'Not judged for leaks, fewer than 20 of an outcome: '
                    || skipped_en || '.'
        end as skipped_note_en,
        cast(finding_count - skipped_count as bigint) as judged_count,
        cast(skipped_count as bigint) as skipped_count
    from tally

)

select * from gate
