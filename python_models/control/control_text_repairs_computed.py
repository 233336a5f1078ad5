def model(dbt, session):
    from klantcentraal.text_repairs import repair_frame

    texts = dbt.ref("control_odd_texts").project("column_name, country_code, odd_text")
    return repair_frame(texts.distinct().df())
