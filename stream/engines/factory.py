"""How engines are built from the settings; a factory is small and picklable, so that it can be sent to another process.

The detectors take a second to import: they are imported in the processes that run engines, and nowhere else.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from stream.engines.manifest import Setup

if TYPE_CHECKING:
    from detectors.engine.brand import BrandTrends
    from detectors.engine.engine import TrendEngine
    from detectors.engine.policy import BrandPolicy
    from stream.config.load import Configuration
    from stream.engines.host import LocalEngineHost

WARM_UP_PEOPLE = 200
WARM_UP_GROUPS = 500
# Beyond it this process compiles by itself what the other did not.
COMPILING_SECONDS_MAX = 120.0


@dataclass(frozen=True)
class EngineFactory:
    """Builds engines. `named` are the brands with a policy of their own, all others run by `default`."""

    clusterer: str
    ids_max: int
    brands_max: int
    lateness_seconds: float
    partitions: int
    board_url: str
    default: BrandPolicy
    named: Mapping[str, BrandPolicy]
    frequencies: str

    @classmethod
    def of(cls, configuration: Configuration) -> Self:
        settings, brands = configuration.settings, configuration.brands
        return cls(
            clusterer=settings.clusterer,
            ids_max=settings.ids_max,
            brands_max=settings.brands_max,
            lateness_seconds=settings.lateness_seconds,
            partitions=settings.engine_partitions,
            board_url=settings.board_url,
            default=brands.default,
            named=dict(brands.named),
            frequencies=settings.frequencies,
        )

    def build(self, without: Sequence[str] = ()) -> TrendEngine:
        """A new engine, without any state. `without`: brands whose own texts count for nothing in what it knows from
        outside, besides those of the brand that is scored."""
        from detectors.engine.brand import BrandTrends
        from detectors.engine.engine import TrendEngine
        from detectors.engine.policy import BrandConfig
        from detectors.engine.snapshot import policy_hash, structure_hash, structures_before
        from stream.knowledge import load_knowledge

        knowledge = load_knowledge(self.frequencies)
        for brand in without:
            knowledge = knowledge.of_brand(brand)
        shipped = BrandConfig(clusterer=self.clusterer, board_url=self.board_url)

        def make_brand(name: str) -> BrandTrends:
            return BrandTrends(name, shipped.under(self.named.get(name, self.default)), knowledge)

        return TrendEngine(
            make_brand,
            self.lateness_seconds,
            ids_max=self.ids_max,
            brands_max=self.brands_max,
            structure=structure_hash(self.clusterer),
            policy=policy_hash(shipped.under(self.default), self.lateness_seconds, knowledge.digest),
            structures_before=structures_before(self.clusterer),
        )

    def setup(self) -> Setup:
        """What a checkpoint must agree with to be restored."""
        from detectors.engine.snapshot import structures_before

        before = structures_before(self.clusterer)
        return Setup(*self.build().heading, self.partitions, before)

    def local_host(self) -> LocalEngineHost:
        """The host that runs engines in this process."""
        from stream.engines.host import LocalEngineHost

        return LocalEngineHost(self.build, self._prepare)

    def _prepare(self) -> Setup:
        from stream.process.gc_tuning import gc_paused

        with gc_paused():
            warm_up()
            return self.setup()


def build_engine(configuration: Configuration) -> TrendEngine:
    """A new engine, without any state."""
    return EngineFactory.of(configuration).build()


def checkpoint_setup(configuration: Configuration) -> Setup:
    """What a checkpoint must agree with to be restored under this configuration."""
    return EngineFactory.of(configuration).setup()


def is_compiled() -> bool:
    """Whether the compiled kernels were kept by an earlier run; if not, the first use compiles them."""
    from detectors.compiled import is_kept
    from detectors.grouping.kernel import assign

    return is_kept(assign)


def warm_up() -> None:
    """Compiles every kernel by calling it and reads the tables of English, so that no batch waits for compiler or disk;
    fast when the cache is warm. Where nothing is kept yet, another process compiles a part of it meanwhile."""
    from stream.process.gc_tuning import gc_paused

    # The collector would take a tenth of the time that it takes to compile.
    with gc_paused():
        with _compiling_in_parallel():
            _warm_grouping()
            _warm_tests()
        _warm_texts()


@contextlib.contextmanager
def _compiling_in_parallel() -> Iterator[None]:
    """Has what `_warm_texts` calls, about half of all, compiled in a process of its own, if that is not yet done and its
    result can be kept."""
    from detectors.grouping.kernel import assign

    helper = None
    if not is_compiled() and assign._cache.cache_path:  # type: ignore[attr-defined]
        command = [sys.executable, "-c", f"import gc; gc.disable(); from {__name__} import _warm_texts; _warm_texts()"]
        nowhere = subprocess.DEVNULL
        with contextlib.suppress(OSError):
            helper = subprocess.Popen(command, stdin=nowhere, stdout=nowhere, stderr=nowhere)
    try:
        yield
    finally:
        if helper is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                helper.wait(COMPILING_SECONDS_MAX)
            helper.kill()
            helper.wait()


def _warm_grouping() -> None:
    from detectors.grouping import Grouping
    from stream.knowledge.general import general_frequencies

    general_frequencies("en")
    grouping = Grouping()
    # The arrays grow with the groups, which calls what the first texts do not.
    for first in range(0, WARM_UP_GROUPS, 100):
        texts = [(f"one {number}", f"two {number}") for number in range(first, first + 100)]
        grouping.assign_many(texts, [float(first)] * len(texts))


def _warm_texts() -> None:
    """What intake and engines ask of texts."""
    from detectors.text.claims import Claims
    from detectors.text.pieces import Pieces
    from detectors.text.prefilter import may_hold
    from detectors.text.runs import SketchSize, every_word, fixed_sketches, hashes, in_common, runs_in_common, sketch
    from detectors.text.sentences import number_of, sentence_numbers
    from detectors.verdict.letter_runs import KnownRuns, letter_runs
    from stream.screens import load_screen

    may_hold(["one two"])
    Claims().stand(["en"], ["one two"])
    pieces = Pieces()
    for _ in range(2):
        # What is new in one batch is put into the table by the next.
        pieces.look_up(["one two"], ["en"]).terms(0)
    hashes(("one", "two"), 1)
    words = fixed_sketches(["one"], SketchSize(1, 1, 1, 1))[0].words
    sketch("one", SketchSize(1, 1, 1, 1))
    in_common(words, words)
    every = every_word("one")
    runs_in_common(every, every, 1)
    sentence_numbers("one two")
    number_of("one two")
    screen = load_screen()
    screen.score("one two")
    screen.score_many(["one two"], ["en"])
    KnownRuns().first_alike(letter_runs("one two"))


def _warm_tests() -> None:
    """The share and volume tests, and how posts of a problem are compared."""
    import numpy as np

    from detectors.buckets import DAY_BUCKETS, HOUR_BUCKETS
    from detectors.knowledge import NOTHING
    from detectors.knowledge.priors import Priors
    from detectors.likeness.cohesion import alike, cohesion
    from detectors.likeness.post_terms import Weights
    from detectors.number_map import PLACES_MIN, NumberMap
    from detectors.posts.recent_posts import RecentPosts
    from detectors.spikes.share_model import ShareTest
    from detectors.spikes.share_past import reprice
    from detectors.tails import nb_tail
    from detectors.trends.group_rises import counting, people_of_groups, rising_groups
    from detectors.trends.wordy import speaking

    nb_tail(2, 1.0, 1.0)
    recent = RecentPosts()
    people_of_groups(*counting(recent, recent.table.since(0.0).at), 0, 1)
    rising_groups(recent, 0.0, 0)
    nobody, weights = recent.table.newest(1), Weights(float)
    cohesion(nobody, nobody, weights)
    alike(nobody, nobody, weights, share=1.0)
    speaking(nobody.persons, nobody.posts_each())
    table, one = NumberMap(), np.ones(1, np.int32)
    # Beyond the places that it begins with, and back.
    for first in range(2):
        table.put(np.arange(PLACES_MIN * first, PLACES_MIN * (first + 1), dtype=np.int32), first)
    table.change([0], 2)
    table.of(one)
    table.remove(one)
    test = ShareTest()
    for day in range(3):
        # People with something usual, and a crowd that the test has to judge.
        usual = [(day * DAY_BUCKETS + person, person, ("usual",)) for person in range(WARM_UP_PEOPLE)]
        test.observe(usual, _rare)
        last = day * DAY_BUCKETS + WARM_UP_PEOPLE
        test.observe([(last, WARM_UP_PEOPLE + person, ("rising", "gone")) for person in range(WARM_UP_PEOPLE)], _rare)
        test.close(last)
    test.observe([(last - HOUR_BUCKETS, 3 * WARM_UP_PEOPLE, ("rising",))], _rare)
    test.close(last + 1)
    test.explained("rising", last + 1)
    test.drop(["gone"])
    ShareTest().load(test.capture()())
    # A brand that has only just begun, and a bucket that is closed alone.
    young = ShareTest()
    young.observe([(0, person, ("rising",)) for person in range(WARM_UP_PEOPLE)], _rare)
    young.close(0)
    reprice(young.past, 1.0)
    Priors("", NOTHING).of("en", 1.0)(["one"])


def _rare(keys: Sequence[str]) -> list[float]:
    return [1e-3] * len(keys)
