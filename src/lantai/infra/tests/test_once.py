"""What is asked once a page."""

from lantai.infra.once import once_a_page, page


def asker():
    asked = []

    @once_a_page
    def ask(number, *, more=0):
        asked.append(number)
        return number + more

    return ask, asked


def test_a_page_asks_each_question_once_and_the_next_page_again():
    ask, asked = asker()
    for _ in range(2):
        with page():
            assert [ask(1), ask(1), ask(2), ask(1, more=1)] == [1, 1, 2, 2]
    assert asked == [1, 2, 1] * 2


def test_nothing_is_remembered_outside_a_page_or_where_something_is_changed():
    ask, asked = asker()
    ask(1)
    ask(1)
    with page(remembers=False):
        ask(1)
        ask(1)
    assert asked == [1] * 4
