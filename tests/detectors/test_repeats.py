"""Who writes about something uses its word again; a text in which no other word comes again says nothing."""

from __future__ import annotations

import pytest

from detectors.knowledge.failures import TEXT_MAX, laid_out
from detectors.knowledge.repeats import repeating_ratio
from detectors.post import Post

# In long texts a few other words come again as well.
REST = "since the update of last week my laptop shows an empty list and the list stays empty whatever button gets pressed"


def written(*texts: str, lang: str = "en") -> list[Post]:
    return [Post(str(n), 0.0, f"p{n}", text, (), lang=lang) for n, text in enumerate(texts)]


@pytest.mark.parametrize(("again", "least", "most"), [(6, 5.0, 100.0), (3, 0.3, 2.0), (0, 0.0, 0.3)])
def test_a_word_that_people_use_again_is_what_they_write_about(again: int, least: float, most: float) -> None:
    texts = [f"sync broke {REST} {'because sync' if n < again else 'because it'} hangs" for n in range(6)]
    assert least < repeating_ratio(written(*texts), "sync") < most


@pytest.mark.parametrize("people", [5, 20])
def test_in_short_texts_a_word_that_comes_once_or_again_says_nothing(people: int) -> None:
    assert repeating_ratio(written(*[f"sync broken since {n} o'clock" for n in range(people)]), "sync") == 1.0
    assert repeating_ratio(written(*[f"sync sync broken since {n} o'clock" for n in range(people)]), "sync") == 1.0


def test_one_person_counts_once_and_twenty_people_at_most() -> None:
    texts = [f"sync broke {REST} because sync hangs"] * 30
    posts = written(*texts)
    assert repeating_ratio(posts, "sync") == repeating_ratio(posts[:20], "sync")
    one = [Post(str(n), 0.0, "p", text, (), lang="en") for n, text in enumerate(texts)]
    assert repeating_ratio(one, "sync") < 2.0


def test_it_is_held_within_what_it_may_weigh_and_reads_the_beginning_of_a_text_alone() -> None:
    flood = written(*[f"{n} " + "sync broke " * 200_000 for n in range(20)])
    assert repeating_ratio(flood, "sync", 10.0) == 10.0
    assert len(laid_out(flood[0].text, "en").terms) <= TEXT_MAX
    late = written(*[f"sync broke {'button ' * TEXT_MAX} sync" for _ in range(6)])
    assert repeating_ratio(late, "sync") < 1.0


def test_where_words_are_not_parted_by_spaces_it_says_nothing() -> None:
    assert repeating_ratio(written("リンク リンク", lang="ja"), "リンク", 10.0) == 1.0
