with

thresholds as (

    select * from {{ ref('rules_scorecard_thresholds') }}
    where test_id = 'substantial' and metric_name = 'account_count'

),

problems as (

    select
        'segment_profiles needs one row substantial, account_count' as problem,
        count(*) as row_count
    from thresholds
    having count(*) <> 1

)

select * from problems
