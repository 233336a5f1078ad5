with

scoring_date as (

    select as_of_date from {{ ref('features_spine') }}
    where role = 'scoring'

),

windows as (

    select
        windows.*,
        cast(windows.horizon_days as string) as horizon,
        cast(cast(windows.median_interval_value as decimal(9, 1)) as string) as rhythm,
        cast(windows.history_start_date as string) as first_day
    from {{ ref('features_windows') }} as windows
    inner join scoring_date on windows.as_of_date = scoring_date.as_of_date

),

dataset_windows as (

    select
        protocol,
        case protocol
            when 'complete' then
                'Voorspeld wordt een periode van ' || horizon || ' dagen: minstens twee'
                || ' keer het ritme van de mediane klant (' || rhythm || ' dagen).'
            when 'without_verification' then
                'Geen verificatiedataset: de historie begint op ' || first_day
                || ' en laat met een periode van ' || horizon || ' dagen geen 12'
                || ' maanden over. Uitkomsten zijn niet op een ouder tijdvak nagerekend.'
            when 'refused_no_invoices' then
                'Geen modeldataset: er is nog geen factuur bekend.'
            when 'refused_no_repeat_purchases' then
                'Geen modeldataset: geen klant heeft op twee dagen gekocht.'
            when 'refused_slow_rhythm' then
                'Geen modeldataset: de mediane klant koopt eens in de ' || rhythm
                || ' dagen, te zelden voor een periode van een jaar.'
            else
                'Geen modeldataset: de historie begint op ' || first_day
                || ' en is te kort voor 12 maanden historie met een periode erna.'
        end as note_nl,
        case protocol
            when 'complete' then
                'Predicted is a period of ' || horizon || ' days: at least twice'
                || ' the rhythm of the median account (' || rhythm || ' days).'
            when 'without_verification' then
                'No verification dataset: history begins on ' || first_day
                || ' and with a period of ' || horizon || ' days leaves no 12 months.'
                || ' Outcomes were not checked on an older period.'
            when 'refused_no_invoices' then
                'No model dataset: no invoice is known yet.'
            when 'refused_no_repeat_purchases' then
                'No model dataset: no account has bought on two days.'
            when 'refused_slow_rhythm' then
                'No model dataset: the median account buys once in ' || rhythm
                || ' days, too seldom for a period of a year.'
            else
                'No model dataset: history begins on ' || first_day
                || ' and is too short for 12 months of history and a period after it.'
        end as note_en,
        lag_days,
        gap_days,
        horizon_days,
        median_interval_value,
        as_of_date,
        model_date,
        verification_date,
        history_start_date
    from windows

)

select * from dataset_windows
