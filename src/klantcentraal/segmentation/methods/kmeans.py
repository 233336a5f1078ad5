"""k-means: the simplest clustering, and the one that the others have to beat."""

import numpy as np
from sklearn.cluster import KMeans

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.one_thread import one_thread
from klantcentraal.segmentation.groups import Groups, centres_of, distinct_rows

METHOD_ID = "kmeans"
STARTS = 10  # with 4 the demo of a month earlier came to rest on 4 of its 5 segments
NULL_STARTS = 4  # nulls have no groups to miss: the mean of their silhouettes is the same with 10


def group(matrix: Matrix, count: int, random_state: int, starts: int = STARTS) -> Groups:
    """Cluster rows.

    One thread: with more, sums of floats differ from run to run.

    Args:
        matrix: Shape (rows, columns), one row or more, without missing values.
        count: Number of clusters; fewer when there are fewer distinct rows.
        random_state: Seed of the starts.
        starts: Times that k-means++ begins anew; the best end is kept.

    Returns:
        One centre a cluster.
    """
    possible = distinct_rows(matrix, count)
    if possible == 1:
        return centres_of(matrix, np.zeros(len(matrix), dtype=np.int64))
    with one_thread():
        fitted = KMeans(possible, n_init=starts, random_state=random_state).fit(matrix)
    return centres_of(matrix, fitted.labels_)
