"""Topics in texts in which the taxonomy finds no need: TF-IDF and NMF.

Words are shown to people, so only words that enough accounts use take part at all: a name or a
phone number stands in the texts of a few. Source of the method: Lee and Seung (1999), Learning the
parts of objects by non-negative matrix factorization, Nature 401, started by NNDSVD (Boutsidis and
Gallopoulos, 2008), so that no chance is in it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
from sklearn.decomposition import NMF
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from klantcentraal.modelling.stop_words import STOP_WORDS

Matrix = npt.NDArray[np.float64]
AccountText = tuple[int, str]

NO_TOPIC = -1
_RESULT_SCHEMA = pa.schema(
    [("normalised_text", pa.string()), ("topic_id", pa.string()), ("top_terms", pa.string())]
)


@dataclass(frozen=True)
class TopicSettings:
    """When texts are enough for topics, and how to find these.

    Attributes:
        minimum_texts: Texts with a word that counts, each once an account, below which there are no
            topics.
        minimum_accounts: Accounts that must use a word before it counts, and that a topic must
            have: METHOD-DETAILS 13, small cells.
        texts_per_topic: One topic for so many texts ...
        minimum_topics: ... at least these ...
        maximum_topics: ... and at most these, so that a reader keeps the overview.
        shown_terms: Words that stand for a topic, at most.
        minimum_term_weight: Weight that a shown word must have, as a share of the strongest one.
        minimum_similarity: Cosine of the words of a text and of its topic, below which it belongs
            to none; at 0.3 the topic's words carry a tenth of its weight (0.3 squared).
        minimum_letters: Shorter words tell little.
        sample_rows: Texts to learn from; more do not change what is found.
        batch_rows: Texts sorted at a time.
        random_state: Seed of the singular vectors that NMF starts from.
    """

    minimum_texts: int = 30
    minimum_accounts: int = 10
    texts_per_topic: int = 30
    minimum_topics: int = 2
    maximum_topics: int = 8
    shown_terms: int = 5
    minimum_term_weight: float = 0.25
    minimum_similarity: float = 0.3
    minimum_letters: int = 3
    sample_rows: int = 20_000
    batch_rows: int = 50_000
    random_state: int = 20260630


@dataclass(frozen=True)
class TopicModel:
    """Topics as fitted.

    Attributes:
        vectorizer: Gives the weights of the words of a text.
        directions: Weights of the words of each topic, each row of length 1 (topics, words).
        topic_ids: Id by number of the factor; '' = not shown.
        top_terms: Words by number of the factor, strongest first, with commas.
    """

    vectorizer: TfidfVectorizer
    directions: Matrix
    topic_ids: tuple[str, ...]
    top_terms: tuple[str, ...]


def find_topics(
    texts: duckdb.DuckDBPyRelation, settings: TopicSettings = TopicSettings()
) -> pa.Table:
    """Find topics and sort every text under at most one of them.

    Args:
        texts: account_key (int) and normalised_text (string), no pair twice.
        settings: When and how.

    Returns:
        normalised_text, topic_id (topic_1 has most texts) and top_terms, one row per different
        text that belongs to a topic, sorted by text; empty when too little is known.
    """
    model = fit_topics(_training_texts(texts, settings), settings)
    if model is None:
        return _RESULT_SCHEMA.empty_table()
    batches = _batches(texts, settings.batch_rows)
    return pa.concat_tables(_sorted_under_topics(batch, model, settings) for batch in batches)


def fit_topics(texts: Sequence[AccountText], settings: TopicSettings) -> TopicModel | None:
    """Fit topics to texts.

    Args:
        texts: Account and normalised text, sorted, no pair twice.
        settings: When and how.

    Returns:
        The topics; None when there are fewer texts, words or accounts than the settings ask.
    """
    vocabulary = _shared_words(texts, settings)
    telling = _telling_texts(texts, vocabulary, settings)
    if len(telling) < settings.minimum_texts or len(vocabulary) < settings.minimum_topics:
        return None
    count = topic_count(len(telling), len(vocabulary), settings)
    vectorizer = TfidfVectorizer(
        analyzer=lambda text: words(text, settings), vocabulary=sorted(vocabulary)
    )
    factors = NMF(
        count, init="nndsvda", random_state=settings.random_state, max_iter=1000, tol=1e-5
    )
    # One thread: with more, sums of floats differ from run to run.
    with threadpool_limits(limits=1):
        weights = vectorizer.fit_transform(text for _, text in telling)
        directions = normalize(factors.fit(weights).components_)
    terms = [_strongest(row, vectorizer, settings) for row in directions]
    topics = nearest_topic(weights @ directions.T, settings)
    ids = _topic_ids(topics, [account for account, _ in telling], terms, settings)
    return TopicModel(vectorizer, directions, ids, tuple(terms))


def words(text: str, settings: TopicSettings) -> list[str]:
    """Give the words of a text that may tell its subject.

    Args:
        text: A normalised text.
        settings: How short a word may be.

    Returns:
        Its words of letters only, without stop words, in order.
    """
    return [
        word
        for word in text.split()
        if word.isalpha() and len(word) >= settings.minimum_letters and word not in STOP_WORDS
    ]


def topic_count(texts: int, vocabulary: int, settings: TopicSettings) -> int:
    """Say how many topics to look for.

    Args:
        texts: Number of texts.
        vocabulary: Number of words.
        settings: The rule.

    Returns:
        One topic for texts_per_topic texts, within the limits, and no more than there are words.
    """
    wanted = texts // settings.texts_per_topic
    return min(max(wanted, settings.minimum_topics), settings.maximum_topics, vocabulary)


def nearest_topic(similarities: Matrix, settings: TopicSettings) -> npt.NDArray[np.int64]:
    """Say which topic each text belongs to.

    Args:
        similarities: Cosine of each text and topic (texts, topics).
        settings: The lowest similarity.

    Returns:
        Number of the most similar topic (ties: the first); NO_TOPIC where none is similar enough.
    """
    # Rounded: the last digits are not worth a choice.
    rounded = np.round(similarities, 9)
    is_near = rounded.max(axis=1) >= settings.minimum_similarity
    return np.where(is_near, rounded.argmax(axis=1), NO_TOPIC).astype(np.int64)


def _shared_words(texts: Sequence[AccountText], settings: TopicSettings) -> set[str]:
    accounts: dict[str, set[int]] = defaultdict(set)
    for account, text in texts:
        for word in words(text, settings):
            accounts[word].add(account)
    return {word for word, users in accounts.items() if len(users) >= settings.minimum_accounts}


def _telling_texts(
    texts: Sequence[AccountText], vocabulary: set[str], settings: TopicSettings
) -> list[AccountText]:
    """Keep the words that count; who says the same again in other words does not count twice."""
    kept = {
        (account, " ".join(word for word in words(text, settings) if word in vocabulary))
        for account, text in texts
    }
    return sorted(((account, text) for account, text in kept if text), key=lambda pair: pair[::-1])


def _strongest(weights: Matrix, vectorizer: TfidfVectorizer, settings: TopicSettings) -> str:
    terms = vectorizer.get_feature_names_out()
    rounded = np.round(weights, 9)
    order = np.lexsort((terms, -rounded))[: settings.shown_terms]
    lowest = settings.minimum_term_weight * rounded.max()
    return ", ".join(str(terms[place]) for place in order if rounded[place] >= lowest)


def _topic_ids(
    topics: npt.NDArray[np.int64],
    accounts: Sequence[int],
    terms: Sequence[str],
    settings: TopicSettings,
) -> tuple[str, ...]:
    """Number the topics that have enough accounts, the one with most texts first."""
    users = [
        {account for account, topic in zip(accounts, topics, strict=True) if topic == number}
        for number in range(len(terms))
    ]
    order = sorted(
        range(len(terms)), key=lambda number: (-int((topics == number).sum()), terms[number])
    )
    shown = [number for number in order if len(users[number]) >= settings.minimum_accounts]
    ranks = {number: rank for rank, number in enumerate(shown, 1)}
    return tuple(f"topic_{ranks[n]}" if n in ranks else "" for n in range(len(terms)))


def _sorted_under_topics(texts: list[str], model: TopicModel, settings: TopicSettings) -> pa.Table:
    similarities = model.vectorizer.transform(texts) @ model.directions.T
    found = [
        (text, topic)
        for text, topic in zip(texts, nearest_topic(similarities, settings), strict=True)
        if topic != NO_TOPIC and model.topic_ids[topic]
    ]
    columns: dict[str, Any] = {
        "normalised_text": [text for text, _ in found],
        "topic_id": [model.topic_ids[topic] for _, topic in found],
        "top_terms": [model.top_terms[topic] for _, topic in found],
    }
    return pa.table(columns, schema=_RESULT_SCHEMA)


def _training_texts(
    texts: duckdb.DuckDBPyRelation, settings: TopicSettings
) -> tuple[AccountText, ...]:
    draw = "md5(normalised_text || ' ' || account_key), account_key, normalised_text"
    sample = texts.project("account_key, normalised_text").order(draw).limit(settings.sample_rows)
    return tuple(sample.order("normalised_text, account_key").fetchall())


def _batches(texts: duckdb.DuckDBPyRelation, batch_rows: int) -> Iterator[list[str]]:
    different = texts.project("normalised_text").distinct().order("normalised_text")
    for batch in different.to_arrow_reader(batch_rows):
        yield batch.column(0).to_pylist()
