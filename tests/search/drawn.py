"""A directory with whatever people write, at whatever hours, and any question about it, as Hypothesis draws them."""

from datetime import timedelta

from django.utils import timezone
from hypothesis import strategies as st

from search.geocoding import nearest_place, places_like
from search.question import Question, Sort
from tests.search.world import HOSTILE, LEXICON, MODELS, PLACES, TYPED, World

DAY = 1440  # minutes
OPERATORS = "aé 1\"'’()[]{}<>*?~^:+-&|!\\/=@#%_.,;·$\x00\x1f\u00ad\u200b\u200f\u202e\u2028\ufeff\ud800\U0001f930"
SPOKEN = ("AND", "OR", "NOT", "NEAR(", "TO", "tokens:", "name_fr:", "*:*", "_exists_:", "->>", "/.*/", ":*")
ONE = (
    *("acteur·rices", "l’aide", "İstanbul", "ﬁliation", "½", "حَمْل", "беременность", "妊娠", "ǅ", "ß", "Å"),
    *("ͅα", "x" * 60),
)


class Odd(World):
    def text(self, words):
        """Of ten words, one or two in other scripts or of random characters; what no database keeps is left out."""
        return " ".join(self.word() for _n in range(words))[:70]

    def word(self):
        r = self.random
        if r.random() < 0.85:
            return r.choice(LEXICON)
        any_letter = (r.randint(1, 0x24F), r.randint(1, 0xD7FF), r.randint(0xE000, 0x10FFFF))
        letters = "".join(map(chr, any_letter)).strip()
        return r.choice([r.choice(ONE), r.choice(SPOKEN), letters])

    def hours(self):
        """Half hours, as questions are asked at: of those at the very minute, some open then and some close."""
        opens = self.random.randrange(0, DAY, 30)
        return {"opens": opens, "closes": opens + self.random.randrange(30, DAY + 1, 30)}

    special = hours

    @property
    def said(self):
        names = (name for s in self.services for name in (s.name_fr, s.name_nl, s.description_fr))
        return sorted({word for name in names for word in name.split()})


def _words(world):
    known = st.sampled_from([*LEXICON, *TYPED, *ONE, *world.said])
    one = known | st.builds(_misspelt, known, st.integers(0, 20), st.sampled_from("aesnré'*")) | st.sampled_from(SPOKEN)
    return st.one_of(
        *[st.just("")] * 6,
        known,
        st.lists(one, min_size=1, max_size=4).map(" ".join),
        st.sampled_from(HOSTILE),
        st.text(alphabet=OPERATORS, max_size=30),
        st.tuples(known, st.text(alphabet=OPERATORS, max_size=4)).map("".join),
        st.text(alphabet=st.characters(codec=None), max_size=20),
    )


def _misspelt(word, at, letter):
    return word[:at] + letter + word[at + 1 :]


def _places():
    points = st.builds(nearest_place, st.floats(50.7, 51.0), st.floats(4.2, 4.6))
    return st.none() | st.sampled_from(PLACES).map(lambda name: places_like(name)[0]) | points


def _moments():
    midnight = timezone.localtime().replace(hour=0, minute=0)
    minutes = st.integers(-96, 192).map(lambda half: half * 30) | st.integers(-14 * DAY, 140 * DAY)
    return minutes.map(lambda number: midnight + timedelta(minutes=number))


@st.composite
def questions(draw, world):
    facets = {name: [row.code for row in world.rows[model]] for name, model in MODELS.items()}
    facets["bassin"] = [bassin.code for bassin in world.bassins]
    facets["commune"] = sorted({postal.commune.code for postal in world.postal})
    names = draw(st.lists(st.sampled_from(sorted(facets)), max_size=draw(st.sampled_from([0, 1, 2, 3])), unique=True))
    rarely = st.sampled_from([False] * 7 + [True])
    place = draw(_places())
    organisations = st.lists(st.sampled_from([o.pk for o in world.organisations]), max_size=5, unique=True)
    return Question(
        words=draw(_words(world)),
        typing=draw(rarely),
        place=place,
        radius=draw(st.none() | st.sampled_from([1, 2, 5, 10]) | st.floats(0.1, 50)) if place else None,
        any_stage=draw(st.booleans()),
        open_now=draw(st.sampled_from([False, False, True])),
        has_room=draw(rarely),
        without_full=draw(rarely),
        accepts_requests=draw(rarely),
        confirmed_within=draw(st.sampled_from([None] * 6 + [1, 30, 200, 365, 3650])),
        partners=tuple(draw(organisations)),
        partners_only=draw(rarely),
        sort=draw(st.sampled_from(list(Sort))),
        reader=draw(st.sampled_from(["fr", "nl", "en"])),
        now=draw(_moments()),
        **{
            name: tuple(draw(st.lists(st.sampled_from(facets[name]), min_size=1, max_size=3, unique=True)))
            for name in names
        },
    )
