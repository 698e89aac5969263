"""How much does what count for the order of hits? Each number with its reason.

The first group was measured on `data/relevance` (MRR@10 of plain / ae / typo / two words /
council), the second on our own set of titles, the rest are promises to readers. docs/search.md has
the tables.
"""

# --- how well the words fit (sums of BM25 scores) -------------------------------------------------
# Found by trying on all sets at once; every value may change by a third without losing .002 of the
# mean, so none of them hangs on single questions.
#: N-grams across word borders are the backbone: alone .937 .937 .916 .753 .842. The same over the
#: content words alone, added, gains plain questions .001 and costs papers .002: left out.
LETTERS = 0.8
#: Stems tell words apart that share many letters; .7 costs two-word questions .002.
STEMS = 1.0
#: Stems and parts of compounds in one field: without them .002 less everywhere.
TOKENS = 0.4
#: The very form that was typed ("Bürger" before "Burg"); .15 costs two-word questions .003.
EXACT = 0.6
#: Two stems side by side: names and fixed phrases. Official titles of papers gain .001.
PAIRS = 0.6
#: Known words in the place of unknown ones count as if they had been typed: typos .923 → .940.
CORRECTED_LETTERS = 0.8
CORRECTED = 0.3
#: A synonym counts less than the word that was typed, so that the word itself comes first.
SYNONYM = 0.5

#: What a pasted heading has in quotation marks: a name.
PHRASE = 1.0

# --- where they stand -----------------------------------------------------------------------------
# Found on tests/search/titles.txt (54 questions; title / letters / summary: MRR@10): nothing .774,
# 1.0 / .6 / .4: .926, 1.5 / 1.2 / .4: .963, these .982; half or double of one costs at most .02.
#: A thing that is called so comes before one that mentions it often.
TITLE = 1.5
#: The same by n-grams, which know parts of compounds that no list has; the half costs .036.
TITLE_LETTERS = 1.2
#: Before the text, behind the title, which scores twice. 4.0 is .018 better there, but summaries
#: made of a text's first lines would then count more than the text.
SUMMARY = 2.5

# --- what it is (factors) -------------------------------------------------------------------------
#: Standard German and Leichte Sprache find each other, one's own form first: short easy texts score
#: up to a quarter higher for single words than a full article on the same.
OTHER_FORM = 0.75
#: Another language is an answer only when one's own has none that is nearly as good.
OTHER_LANGUAGE = 0.5
#: What has passed is history (dates; `Traits.passes`); what is to come stands before it.
PAST = 0.5
#: Knowledge before the paper trail (`Traits.is_minor`): papers are long, many, and full of the same
#: words. With .5, 8 (database) and 10 (index) of 48 everyday questions have less knowledge among
#: the first five hits than there is, with this 6 and 6, with .3 2 and 3. Papers are found by their
#: titles as well as before; with .3 .04 worse.
MINOR = 0.4
#: Ten years take a tenth: age decides between equals only.
AGE_SCALE = "3650d"
AGE_DECAY = 0.9
#: Chosen as a filter: city-wide things belong to the district, but behind its own.
OWN_OF_CHOSEN = 3.0
#: At home there (account): own, then city-wide, then others.
OWN_OF_HOME = 1.6
CITYWIDE_OF_HOME = 1.25
#: Rings around a place (radius, factor); they multiply, so the nearest get about 2.
NEAR = (("1km", 1.3), ("3km", 1.3), ("10km", 1.2))

# --- what is a hit --------------------------------------------------------------------------------
#: One in four content words has to occur: one of up to seven, two of eight. Asking for one word of
#: however many makes half the corpus a hit for long questions, one in three costs .005.
WORDS_PER_MATCH = 4
#: With fewer hits than fill half a page the question is asked again, more tolerantly: two-word
#: questions gain .010, and one in twenty plain questions is asked twice.
LITTLE = 10
#: Then a word of at least so many letters occurs where so large a share of its n-grams does.
#: Shorter words would meet strangers ("Verein" and "Vereinbarung").
SHORTEST_BY_LETTERS = 8
SHARE_OF_LETTERS = 0.6

# --- how far is looked ----------------------------------------------------------------------------
#: So many of the best by words are put in order by n-grams: costs nothing that can be measured.
RESCORED = 200
