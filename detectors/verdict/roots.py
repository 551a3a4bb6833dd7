"""What posts repeat or answer: their roots, whose they are, and who only talks about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from detectors.post import Post
from detectors.post import is_echo as is_echo
from detectors.post import root_of as root_of
from detectors.post import words_key as words_key
from detectors.verdict.names import Context, Rules


def top_roots(posts: Sequence[Post], rules: Rules) -> dict[str, int]:
    """The few posts that most others repeat or answer, and how often."""
    counted = Counter(root for p in posts if (root := root_of(p)))
    first = sorted(counted.items(), key=lambda kv: (-kv[1], kv[0]))[: rules.roots_max]
    return {root: n for root, n in first if n >= max(2, rules.root_share * len(posts))}


def is_own(post: Post, context: Context) -> bool:
    """Whether what the post repeats or answers is by the brand itself."""
    own = {fold_handle(h) for h in (context.brand, *context.own_handles)} - {""}
    if post.quoted is not None and fold_handle(post.quoted.handle) in own:
        return True
    root = post.repost_of or post.reply_to
    return bool(root) and root in context.own_posts


def fold_handle(handle: str) -> str:
    """A handle or brand name as they are compared: letters and digits, folded."""
    return "".join(ch for ch in handle.casefold() if ch.isalnum())


def about_root(posts: Sequence[Post], root_text: str, own: bool, context: Context, rules: Rules) -> set[str]:
    """Posts that name what is rare in the leading root without quoting it: half of its rare words, for others' posts three.

    (Seven of the 150 people of the airline's joke repeated it in their own words; without this they were one more fault.)
    A root that says what complaints usually say has no rare words, so reports of the same fault stay first-hand.
    """
    rare = {
        w for w in context.words(root_text, posts[0].lang if posts else "") if context.usual_share(w) < rules.rare_share
    }
    rare -= {fold_handle(h) for h in (context.brand, *context.own_handles)}
    needed = max((len(rare) + 1) // 2, 1 if own else 3)
    return {p.id for p in posts if rare and len(rare.intersection(p.terms)) >= needed}


def leading_root(thread: Sequence[Post], posts: Sequence[Post], roots: dict[str, int]) -> tuple[str, str]:
    """Id and text of the post that most others repeat or answer; the id is empty when only its words are known."""
    if not roots:
        return "", ""
    lead = min(roots, key=lambda root: (-roots[root], root))
    words = next((p.text for p in posts if p.id == lead), "")
    words = words or next((p.quoted.text for p in thread if root_of(p) == lead and p.quoted is not None), "")
    return ("" if lead.startswith("“") else lead), words
