"""What intake leaves out is counted with its reason, sampled, and never a complaint that it only does not understand."""

from __future__ import annotations

import orjson
import pytest

from detectors.mention import Basis
from stream.config.load import load
from stream.intake.batch import process_batch
from stream.intake.cpu_budget import CpuBudget
from stream.intake.left_out import LeftOut, Reason, Sampler
from stream.intake.pipeline import Accepted, Intake, build_intake

AT_MS = 1_700_000_000_000


@pytest.fixture(scope="module")
def intake() -> Intake:
    return build_intake(load({}))


def mention(text: str, **more: object) -> bytes:
    fields = {"id": "1", "text": text, "author": "a", "created_at": AT_MS, "brand": "b", "channel": "x"}
    return orjson.dumps(fields | more)


def accepted(intake: Intake, text: str, **more: object) -> Accepted:
    return intake.take(mention(text, **more), AT_MS, 0, 0)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("アプリにログインできない", "ja"),
        ("登录不了", "zh"),
        ("เข้าสู่ระบบไม่ได้", "th"),
        ("لا أستطيع تسجيل الدخول", "ar"),
        ("로그인이 안 돼요", "ko"),
        ("kan inte logga in", "sv"),
        ("giriş yapamıyorum", "tr"),
        ("δεν μπορώ να συνδεθώ", "el"),
        ("en pysty kirjautumaan sisään", "fi"),
    ],
)
def test_complaints_in_any_language_reach_the_engine(intake: Intake, text: str, lang: str) -> None:
    assert accepted(intake, text, lang=lang).complaint is not None


def test_a_score_says_what_it_rests_on(intake: Intake) -> None:
    known, unknown = accepted(intake, "my card is declined", lang="en"), accepted(intake, "xqzt kblorp", lang="tlh")
    assert known.complaint is not None
    assert known.complaint.basis is Basis.MODEL
    assert unknown.complaint is not None
    assert unknown.complaint.basis is Basis.UNKNOWN


def test_a_reply_that_agrees_keeps_no_words(intake: Intake) -> None:
    complaint = accepted(intake, "@b same here", reply_to="9", kind="reply").complaint
    assert complaint is not None
    assert (complaint.basis, complaint.terms) == (Basis.REPLY, ())


@pytest.mark.parametrize(
    ("text", "reason"),
    [("Automatic reply: I am away", Reason.AUTOMATIC), ("🙂", Reason.NO_WORDS), ("...", Reason.NO_WORDS)],
)
def test_what_is_left_out_says_why(intake: Intake, text: str, reason: Reason) -> None:
    left_out = accepted(intake, text).left_out
    assert left_out is not None
    assert left_out.reason is reason


def test_a_batch_counts_what_is_left_out_and_keeps_a_masked_sample(intake: Intake) -> None:
    texts = ["Automatic reply: write to me@example.com"] * 50 + ["the app crashes"]
    result = process_batch(
        intake, 4, 0, [(mention(text, lang="en"), AT_MS, n) for n, text in enumerate(texts)], CpuBudget()
    )
    assert result.left_out == {("automatic", "en"): 50}
    assert sum(map(len, result.complaints.values())) == 1
    assert 0 < len(result.kept_out) < 50
    key, value = result.kept_out[0]
    assert key == b"b"
    assert "me@example.com" not in orjson.loads(value)["text"]


def test_the_sampler_keeps_a_bounded_number_of_each_brand_reason_and_hour() -> None:
    sampler = Sampler(per_hour=2, keys_max=3)

    def kept(brand: str, at: float) -> bool:
        one = LeftOut(brand=brand, id="1", at=at, reason=Reason.NO_WORDS, lang="", channel="", text="", score=1.0)
        return sampler.sample(one) is not None

    assert [kept("a", 0.0) for _ in range(3)] == [True, True, False]
    assert kept("b", 0.0)
    assert kept("a", 3_600.0)
    assert kept("c", 0.0), "beyond its bound the sampler begins anew"
