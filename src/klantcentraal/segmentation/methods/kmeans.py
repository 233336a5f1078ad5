"""k-means: the simplest clustering, and the one that the others have to beat."""

import numpy as np
from sklearn.cluster import KMeans

from klantcentraal.modelling.arrays import Matrix
from klantcentraal.one_thread import one_thread
from klantcentraal.segmentation.groups import Groups, centres_of, distinct_rows

METHOD_ID = "kmeans"
STARTS = 10
FEW_STARTS = 4  # where a fit is one of thousands and its silhouette is all that is asked for


def group(matrix: Matrix, count: int, random_state: int, starts: int = STARTS) -> Groups:
    """Cluster rows.

    One thread: with more, sums of floats differ from run to run.

    Args:
        matrix: Shape (rows, columns), one row or more, without missing values.
        count: Number of clusters; fewer when there are fewer distinct rows.
        random_state: Seed of the starts.
        starts: Times that centres are drawn; the closest fit counts.

    Returns:
        One centre a cluster.
    """
    possible = distinct_rows(matrix, count)
    if possible == 1:
        return centres_of(matrix, np.zeros(len(matrix), dtype=np.int64))
    with one_thread():
        fitted = KMeans(possible, n_init=starts, random_state=random_state).fit(matrix)
    return centres_of(matrix, fitted.labels_)
