with

ranked as (

    select
        segment_id,
        need_id,
        need_share,
        need_index,
        row_number() over (
            partition by segment_id
            order by need_index desc nulls last, need_id asc nulls last
        ) as need_order
    from {{ ref('segments_needs') }}

),

clearest_needs as (

    select
        ranked.segment_id,
        ranked.need_id,
        needs.need_name_nl,
        needs.need_name_en,
        needs.proposition_nl,
        needs.proposition_en,
        ranked.need_share,
        ranked.need_index
    from ranked
    inner join {{ ref('rules_needs') }} as needs on ranked.need_id = needs.need_id
    where ranked.need_order = 1

)

select * from clearest_needs
