"""Names that stand for nobody known, and bodies of posts that were deleted: closed lists, in many languages."""

from __future__ import annotations

import pytest

from detectors.text.placeholders import is_deleted_text, is_unknown_author


@pytest.mark.parametrize(
    "name",
    [
        "A Google user", "a google user", " A  Google user ", "Ein Google-Nutzer", "Un utilisateur de Google",
        "Un usuario de Google", "Um usuário do Google", "Пользователь Google", "Google ユーザー", "Google 사용자",
        "[deleted]", "[removed]", "deleted", "Deleted User", "Gelöschter Nutzer", "Utilisateur supprimé", "Аноним",
        "anonymous", "Anonymous", "ANONYM", "anónimo", "Anônimo",
        "匿名", "匿名用户", "名無しさん", "익명", "مجهول", "ẩn danh",
        "Former member", "Uma pessoa usuária do Google", "Utilisateur Google", "AnonymousUser", "游客", "Vieras", "زائر",
        "Ανώνυμος χρήστης", "Névtelen", "N.A.", "#N/A", "not provided", "Удалённый пользователь",
        "退会したユーザー", "(no author)",
        "Guest", "Gast", "Unknown", "N/A", "null", "None", "nan",
        "", "   ", "-", "—", "…", "***", "???", "Amazon Customer",
        "Kindle Customer", "Verified Buyer", "ghost",
    ],
)  # fmt: skip
def test_placeholders_of_shops_and_forums_are_known(name: str) -> None:
    assert is_unknown_author(name)


@pytest.mark.parametrize(
    "name",
    [
        "Anna",
        "Nan Goldin",
        "guest_42",
        "Deleted Scenes Fan",
        "GoogleFan",
        "Removed1",
        "0",
        "李",
        "Ana",
        "Max Gast",
        "Guest House Berlin",
        "Mr. Private",
        "Customer 77",
        "x" * 5_000,
    ],
)
def test_names_of_people_are_not(name: str) -> None:
    assert not is_unknown_author(name)


@pytest.mark.parametrize(
    "text",
    ["[deleted]", "[removed]", " [Deleted] ", "(deleted)", "[ Removed by Reddit ]", "[gelöscht]", "[supprimé]", "[已删除]",
     "This post has been deleted.", "(post deleted by author)", "This message was deleted"],
)  # fmt: skip
def test_what_a_site_leaves_of_a_deleted_post_is_no_text(text: str) -> None:
    assert is_deleted_text(text)


@pytest.mark.parametrize(
    "text",
    ["deleted", "removed", "you deleted my order", "[deleted] my account and it came back", "[broken]", "(see above)", ""],
)
def test_what_somebody_wrote_about_deleting_is(text: str) -> None:
    assert not is_deleted_text(text)
