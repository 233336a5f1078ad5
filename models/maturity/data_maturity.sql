with

facts as (

    select * from {{ ref('maturity_level_facts') }}

),

levels as (

    select * from {{ ref('maturity_levels') }}

),

texts as (

    select
        levels.level_number,
        levels.methods_justified,
        facts.window_note_nl,
        facts.window_note_en,
        'Niveau ' || cast(levels.level_number as string) || ', ' || levels.level_name_nl
        || ': ' || cast(facts.ever_bought_count as string) || ' kopers, '
        || cast(facts.history_months_number as string) || ' maanden historie, '
        || cast(facts.available_criteria_count as string) || ' van 13 criteria, '
        || cast(facts.row_count as string) || ' accounts om van te leren'
        || case
            when facts.class_row_count < facts.row_count
                then
                    ', ' || cast(facts.class_row_count as string)
                    || ' met de minst voorkomende uitkomst'
            else ''
        end || '.' as reached_nl,
        'Level ' || cast(levels.level_number as string) || ', ' || levels.level_name_en
        || ': ' || cast(facts.ever_bought_count as string) || ' buyers, '
        || cast(facts.history_months_number as string) || ' months of history, '
        || cast(facts.available_criteria_count as string) || ' of 13 criteria, '
        || cast(facts.row_count as string) || ' accounts to learn from'
        || case
            when facts.class_row_count < facts.row_count
                then
                    ', ' || cast(facts.class_row_count as string)
                    || ' with the less frequent outcome'
            else ''
        end || '.' as reached_en
    from {{ ref('maturity_level_reached') }} as reached
    inner join levels on reached.level_number = levels.level_number
    cross join facts

),

next_levels as (

    select
        level_number - 1 as level_number,
        ' Niveau ' || cast(level_number as string) || ' vraagt '
        || cast(minimum_buyer_count as string) || ' kopers, '
        || cast(minimum_months_number as string) || ' maanden historie, '
        || cast(minimum_criterion_count as string) || ' criteria, '
        || cast(minimum_row_count as string) || ' accounts om van te leren en '
        || cast(minimum_class_row_count as string) || ' van elke uitkomst'
        || case
            when is_verification_needed then ', ook op een ouder tijdvak' else ''
        end
        || '.' as needed_nl,
        ' Level ' || cast(level_number as string) || ' asks for '
        || cast(minimum_buyer_count as string) || ' buyers, '
        || cast(minimum_months_number as string) || ' months of history, '
        || cast(minimum_criterion_count as string) || ' criteria, '
        || cast(minimum_row_count as string) || ' accounts to learn from and '
        || cast(minimum_class_row_count as string) || ' of each outcome'
        || case
            when is_verification_needed then ', also on an older period' else ''
        end
        || '.' as needed_en
    from levels

),

data_maturity as (

    select
        texts.reached_nl || coalesce(next_levels.needed_nl, '') as reason_nl,
        texts.reached_en || coalesce(next_levels.needed_en, '') as reason_en,
        texts.methods_justified,
        texts.window_note_nl,
        texts.window_note_en,
        texts.level_number
    from texts
    left join next_levels on texts.level_number = next_levels.level_number

)

select * from data_maturity
