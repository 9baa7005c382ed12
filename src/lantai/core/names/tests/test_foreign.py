"""Names from abroad inside a stretch of Chinese."""

from lantai.core.names.foreign import halves, is_foreign, names_inside


def test_runs_of_the_characters_of_foreign_names_are_taken_out():
    assert names_inside("贾里德在") == ["贾里德"]
    assert names_inside("谁是卢克·坎克利的") == ["卢克·坎克利"]
    assert names_inside("托爾斯泰是誰") == ["托尔斯泰"]


def test_a_text_that_is_one_such_name_has_none_inside():
    assert is_foreign("托尔斯泰")
    assert names_inside("托尔斯泰") == []
    assert not is_foreign("谁曾是")


def test_a_run_of_four_may_be_two_names():
    assert halves("培顿曼宁") == [("培顿", "曼宁")]
    assert halves("曼宁") == halves("卢克·坎克利") == []
