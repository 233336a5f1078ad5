with

ranked as (

    select
        segments_needs.*,
        needs.need_name_nl,
        needs.need_name_en,
        needs.proposition_nl,
        needs.proposition_en,
        row_number() over (
            partition by segments_needs.segment_id
            order by
                case when segments_needs.has_surplus then 0 else 1 end asc nulls last,
                case
                    when segments_needs.has_surplus then segments_needs.stated_index
                end desc nulls last,
                segments_needs.need_share desc nulls last,
                segments_needs.need_id asc nulls last
        ) as need_order
    from {{ ref('segments_needs') }} as segments_needs
    inner join {{ ref('rules_needs') }} as needs
        on segments_needs.need_id = needs.need_id
    where needs.kind = 'need'

),

clearest_needs as (

    select
        segment_id,
        need_id,
        need_name_nl,
        need_name_en,
        proposition_nl,
        proposition_en,
        need_share,
        case when has_surplus then stated_index end as need_index
    from ranked
    where need_order = 1

)

select * from clearest_needs
