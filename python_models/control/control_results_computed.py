def model(dbt, session):
    dbt.config(materialized="incremental", incremental_strategy="append", on_schema_change="fail")
    dbt.ref("control_counts")
    dbt.ref("control_account_versions")
    dbt.ref("control_products_judged")
    dbt.ref("control_invoices_judged")
    dbt.ref("control_credit_links")
    dbt.ref("control_invoice_lines_judged")
    dbt.ref("control_payments_judged")
    dbt.ref("control_contacts_judged")
    dbt.ref("control_survey_responses_judged")

    from klantcentraal.expectations.results import check_inputs

    return check_inputs(session, dbt.this.database, dbt.this.schema)
