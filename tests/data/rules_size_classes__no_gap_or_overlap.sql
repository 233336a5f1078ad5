with

size_classes as (

    select * from {{ ref('rules_size_classes') }}

),

ordered_classes as (

    select
        size_class,
        minimum_employees,
        maximum_employees,
        row_number() over (
            order by minimum_employees asc nulls last, size_class asc nulls last
        ) as place,
        lag(maximum_employees) over (
            order by minimum_employees asc nulls last, size_class asc nulls last
        ) as previous_maximum,
        count(*) over () as class_count
    from size_classes

),

judged_classes as (

    select
        size_class,
        case
            when place = 1 and minimum_employees <> 0
                then 'the first class does not begin at 0'
            when place < class_count and maximum_employees is null
                then 'only the last class may be without a maximum'
            when place = class_count and maximum_employees is not null
                then 'the last class has a maximum, so that larger companies have none'
            when maximum_employees < minimum_employees
                then 'the maximum is below the minimum'
            when minimum_employees > previous_maximum + 1
                then 'there is a gap after the class before'
            when minimum_employees <= previous_maximum
                then 'it overlaps the class before'
        end as problem,
        minimum_employees,
        maximum_employees
    from ordered_classes

),

problems as (

    select * from judged_classes
    where problem is not null
    union all
    select
        cast(null as string) as size_class,
        'there are no classes' as problem,
        cast(null as int) as minimum_employees,
        cast(null as int) as maximum_employees
    from size_classes
    having count(*) = 0

)

select * from problems
