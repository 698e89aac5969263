"""How the index takes apart what `search.words` has prepared.

Folding, gender forms, stems and compounds are made in Python, for documents and questions alike
and for both engines; what is left here is cutting at blanks and into n-grams. Only `text`, which is
there to be highlighted, is analysed by the server.
"""

from __future__ import annotations

from elasticsearch_dsl import analyzer, char_filter, token_filter, tokenizer

from search.question import GRAM

#: Long names are cut; nobody types more letters before looking at the suggestions.
LONGEST_BEGINNING = 15

BLANKS = analyzer("blanks", tokenizer="whitespace")

# An n-gram *tokenizer*: an n-gram filter puts all grams on one position and ruins the score (.52).
GRAMS = analyzer(
    "grams", tokenizer=tokenizer("grams_of_letters", "ngram", min_gram=GRAM, max_gram=GRAM)
)

LETTER_WORDS = analyzer(
    "letter_words",
    tokenizer=tokenizer("between_words", "char_group", tokenize_on_chars=["_"]),
)

PAIRS = analyzer(
    "pairs",
    tokenizer="whitespace",
    filter=[
        token_filter(
            "pairs_of_stems",
            "shingle",
            min_shingle_size=2,
            max_shingle_size=2,
            output_unigrams=False,
        )
    ],
)

BEGINNINGS = analyzer(
    "beginnings",
    tokenizer="whitespace",
    filter=[
        token_filter("beginnings_of_words", "edge_ngram", min_gram=1, max_gram=LONGEST_BEGINNING),
        "unique",
    ],
)
BEGINNING = analyzer(
    "beginning",
    tokenizer="whitespace",
    filter=[token_filter("as_long_as_beginnings", "truncate", length=LONGEST_BEGINNING)],
)

# For highlights only, so it may differ a little from our own stems.
SHOWN = analyzer(
    "shown",
    char_filter=[
        char_filter(
            "join_gender_forms",
            "pattern_replace",
            pattern=r"(?<=\p{L})[:*_·/](?=in(?:nen)?(?!\p{L}))",
            replacement="",
        )
    ],
    tokenizer="standard",
    filter=[
        "lowercase",
        "german_normalization",
        "asciifolding",
        token_filter("female", "pattern_replace", pattern="^(.{4,})innen$", replacement="$1"),
        token_filter("stems", "stemmer", language="german"),
    ],
)
