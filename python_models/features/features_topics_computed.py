"""Topics in recorded needs that no term explains: an adapter of klantcentraal.modelling.topics."""


def model(dbt, session):
    """Give one row per text that belongs to a topic: normalised_text, topic_id and top_terms."""
    dbt.config(materialized="table")
    from klantcentraal.modelling import topics

    return topics.find_topics(dbt.ref("features_unsorted_texts"))
