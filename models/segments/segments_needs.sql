with

scoring_date as (

    select as_of_date from {{ ref('features_spine') }}
    where role = 'scoring'

),

members as (

    select
        account_key,
        segment_id
    from {{ ref('segments_assigned') }}
    where not is_backfilled

),

sizes as (

    select
        segment_id,
        cast(count(*) as double) as segment_size
    from members
    group by segment_id

),

voices as (

    select
        members.segment_id,
        stated.need_id,
        cast(count(*) as double) as voice_count
    from {{ ref('features_account_needs') }} as stated
    inner join scoring_date on stated.as_of_date = scoring_date.as_of_date
    inner join members on stated.account_key = members.account_key
    group by members.segment_id, stated.need_id

),

all_accounts as (

    select sum(segment_size) as all_size from sizes

),

all_voices as (

    select
        need_id,
        sum(voice_count) as all_voice_count
    from voices
    group by need_id

),

-- Wilson (1927): the lowest share that fits three standard errors. Of fifty pairs of
-- need and segment without differences, none stands out in fourteen companies of 15.
shares as (

    select
        voices.segment_id,
        voices.need_id,
        voices.voice_count,
        voices.voice_count / nullif(sizes.segment_size, 0) as need_share,
        all_voices.all_voice_count / nullif(all_accounts.all_size, 0) as base_share,
        (
            voices.voice_count + 3.0 * 3.0 / 2
            - 3.0 * sqrt(
                voices.voice_count
                * (sizes.segment_size - voices.voice_count)
                / nullif(sizes.segment_size, 0)
                + 3.0 * 3.0 / 4
            )
        ) / nullif(sizes.segment_size + 3.0 * 3.0, 0) as lowest_share
    from voices
    inner join sizes on voices.segment_id = sizes.segment_id
    inner join all_voices on voices.need_id = all_voices.need_id
    cross join all_accounts

),

segments_needs as (

    select
        segment_id,
        need_id,
        round(need_share, 9) as need_share,
        round(100 * need_share / nullif(base_share, 0), 9) as stated_index,
        lowest_share > base_share as has_surplus
    from shares
    -- What fewer than five accounts say are single voices.
    where voice_count >= 5

)

select * from segments_needs
