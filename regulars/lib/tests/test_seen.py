"""What a reader would see of a text."""

import pytest

from regulars.lib.seen import is_seen, one_line


@pytest.mark.parametrize("text", ["木", "أحمد", "🙂", "--", "Ada\u200dB", "0"])
def test_a_text_in_any_script_is_seen_and_kept(text: str) -> None:
    assert is_seen(text)
    assert one_line(f"  {text}\n") == text


@pytest.mark.parametrize("text", ["", "\u200b", "\u202e\u202c", "\u00a0\u3000", "\t\n\x00"])
def test_what_nobody_could_see_is_nothing(text: str) -> None:
    assert not is_seen(text)
    assert one_line(text) == ""


def test_a_sign_that_turns_the_rest_round_is_left_out() -> None:
    assert one_line("a\u202eb\u2067  c\nd") == "ab c d"
