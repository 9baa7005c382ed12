"""The breaker: three failures in a row open it, a rest lets one question try, an answer closes it."""

from lantai.ai.breaker import Breaker


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_service_that_failed_thrice_rests_and_is_then_tried_once():
    clock = Clock()
    breaker = Breaker(failures=3, rest_s=60, clock=clock)
    for _ in range(3):
        assert breaker.lets_through
        breaker.failed()
    assert not breaker.lets_through
    clock.now = 61
    assert [breaker.lets_through, breaker.lets_through] == [True, False]


def test_an_answer_makes_failures_forgotten():
    breaker = Breaker(failures=2, clock=Clock())
    for _ in range(5):
        breaker.failed()
        breaker.went_well()
    assert breaker.lets_through
