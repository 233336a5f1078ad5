import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from klantcentraal.one_thread import one_thread


def threads() -> set[int]:
    """Threads of the libraries that add floats up."""
    return {pool["num_threads"] for pool in threadpool_info()}


def test_there_is_one_thread_while_it_lasts() -> None:
    with threadpool_limits(limits=2):
        assert threads() == {2}
        with one_thread():
            assert threads() == {1}
            with one_thread():
                assert threads() == {1}
            assert threads() == {1}
        assert threads() == {2}


def test_the_threads_come_back_after_an_error() -> None:
    with threadpool_limits(limits=2):
        with pytest.raises(RuntimeError), one_thread():
            raise RuntimeError
        assert threads() == {2}
