with

published_accounts as (

    select * from {{ ref('accounts') }}

),

segments as (

    select * from {{ ref('account_segments') }}

),

feature_counts as (

    select
        account_id,
        count(*) as feature_count
    from {{ ref('account_features') }}
    group by account_id

),

catalog as (

    select max(feature_count) as feature_count from feature_counts

),

release_agreements as (

    select
        'account_segments.segment_id' as agreement_id,
        'each segment of an account stands in segment_profiles' as promise,
        count(*) as broken_count
    from segments
    left join {{ ref('segment_profiles') }} as profiles
        on segments.segment_id = profiles.segment_id
    where profiles.segment_id is null
    union all
    select
        'account_segments.rfm_segment_id' as agreement_id,
        'the RFM segment of an account is that of its cell in rfm_cells' as promise,
        count(*) as broken_count
    from segments
    left join {{ ref('rfm_cells') }} as cells
        on
            segments.r_score = cells.r_score
            and segments.f_score = cells.f_score
            and segments.m_score = cells.m_score
            and segments.s_score = cells.s_score
    where segments.rfm_segment_id is distinct from cells.rfm_segment_id
    union all
    select
        'accounts.segment_id' as agreement_id,
        'accounts and account_segments name one segment and tier' as promise,
        count(*) as broken_count
    from published_accounts
    left join segments on published_accounts.account_id = segments.account_id
    where
        published_accounts.segment_id is distinct from segments.segment_id
        or published_accounts.value_tier is distinct from segments.value_tier
    union all
    select
        'accounts.group_id' as agreement_id,
        'the head of each group stands in accounts' as promise,
        count(*) as broken_count
    from published_accounts
    left join published_accounts as heads
        on published_accounts.group_id = heads.account_id
    where heads.account_id is null
    union all
    select
        'accounts.value_tier' as agreement_id,
        'tier D is what brought no revenue in 12 months' as promise,
        count(*) as broken_count
    from published_accounts
    where (value_tier = 'D') is distinct from (revenue_12m_amount <= 0)
    union all
    select
        'account_features.feature_name' as agreement_id,
        'every account has every feature once' as promise,
        count(*) as broken_count
    from published_accounts
    cross join catalog
    left join feature_counts
        on published_accounts.account_id = feature_counts.account_id
    where feature_counts.feature_count is distinct from catalog.feature_count

)

select * from release_agreements
