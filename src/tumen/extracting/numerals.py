"""Numbers as written in English, in digits and in words: where one stands, and what it is worth."""

from __future__ import annotations

import re
from typing import Final

SMALL_NUMBERS: Final[dict[str, float]] = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS: Final[dict[str, float]] = {
    word: value
    for value, word in zip(
        range(20, 100, 10), ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], strict=True
    )
}
SCALES: Final[dict[str, float]] = {
    "dozen": 12,
    "score": 20,
    "hundred": 100,
    "thousand": 1_000,
    "grand": 1_000,
    "lakh": 100_000,
    "million": 1_000_000,
    "millions": 1_000_000,
    "crore": 10_000_000,
    "billion": 1_000_000_000,
    "billions": 1_000_000_000,
    "milliard": 1_000_000_000,
    "milliards": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "ten-thousand": 10_000,
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mln": 1_000_000,
    "mio": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "bln": 1_000_000_000,
    "tn": 1_000_000_000_000,
    "trn": 1_000_000_000_000,
}
_PART: Final[dict[str, float]] = {"half": 0.5, "quarter": 0.25, "three quarters": 0.75, "three-quarters": 0.75,
    "three quarter": 0.75, "three-quarter": 0.75}  # fmt: skip
_GROUPED: Final[dict[str, float]] = {"couple": 2, "pair": 2, "trio": 3, "quartet": 4}

_SPACE = r"[ \t\u00a0\u202f\u2009]"
_GAP = r"(?!\s*\n\s*\n)[ \t\n\u00a0\u202f\u2009]+"
"""White space within a paragraph: one line may end there, no more."""
_JOIN = rf"(?:{_GAP}|-)"
_UNIT_WORD = "|".join(sorted(SMALL_NUMBERS, key=len, reverse=True))
_TENS_WORD = "|".join(TENS)
_UP_TO_99 = rf"(?:(?:{_TENS_WORD})(?:{_JOIN}(?:{_UNIT_WORD}))?|(?:{_UNIT_WORD}))\b"
_GRAND = r"grand(?=[ \t]+(?:a|an|per|each|every|apiece)\b|[.,;:!?)])"
_BIG = rf"(?:{_GRAND}|ten-thousand|thousand[ -]millions?|thousand|lakh|millions?|crore|billions?|milliards?|trillion)\b"
_ARTICLE = r"(?:(?:an?\s+)?(?:first|further|whole|full|mere)|an?|another)\b"
_WHICH = "|".join(rf"(?<=\b{word} )" for word in ("first", "second", "third", "last", "next", "final", "other"))
_DEFINITE = (
    rf"(?:(?:(?<=\bthe )|(?<=['’]s )|(?<=\bthat )|{_WHICH})(?:hundred|thousand|million|milliard|billion|dozen)\b"
    rf"|(?:{_WHICH})pair\b)"
)
"""A number known already: "the thousand had come by rail", "the last hundred", "the final pair"."""
_HUNDREDS = (
    rf"(?:(?:{_UP_TO_99}|{_ARTICLE}){_JOIN}hundred\b"
    rf"(?:{_GAP}(?:and{_GAP})?{_UP_TO_99}(?!{_GAP}hundred|{_JOIN}{_BIG}))?|{_UP_TO_99})"
)
_BELOW_A_BIG = (
    rf"(?:(?:one|two|three|four|five|six|seven|eight|nine|{_ARTICLE}){_JOIN}hundred\b"
    rf"(?:{_GAP}(?:and{_GAP})?{_UP_TO_99}(?!{_GAP}hundred))?|{_UP_TO_99})"
)
"""Before thousands and more: "fifteen hundred and two thousand" are two numbers."""
_WORD_GROUP = rf"(?:(?:{_BELOW_A_BIG}|{_ARTICLE}){_JOIN}{_BIG}|{_HUNDREDS})"
_LOWER = (
    rf"(?:{_GAP}{_WORD_GROUP}|(?<!thousand){_GAP}and{_GAP}{_BELOW_A_BIG}{_JOIN}thousand\b"
    rf"|(?<=billion){_GAP}and{_GAP}{_BELOW_A_BIG}{_JOIN}million\b"
    rf"|{_GAP}and{_GAP}{_HUNDREDS}(?!{_GAP}hundred|{_JOIN}{_BIG}))"
)
"""What goes on a number behind its thousands or millions; "nine hundred million and one billion" are two."""
_ENDS = r"(?![-.,]?\w)(?![ \t\u00a0]*(?:thousand|million|billion)\b)"
"""A range of two thousands is no sum: "10-thousand-15-thousand"."""
WORD_NUMBER: Final = (
    rf"(?:(?:{_UP_TO_99})-thousand-\d{{3}}{_ENDS}"  # four-thousand-100
    rf"|(?:{_UP_TO_99}|an?){_JOIN}and{_JOIN}(?:a{_JOIN}|three{_JOIN})?(?:half"
    rf"|quarter){_JOIN}{_BIG}"  # one and a half million
    rf"|(?:{_UP_TO_99}){_JOIN}point(?:{_JOIN}(?:{_UNIT_WORD})\b){{1,3}}(?:{_JOIN}{_BIG})?"  # two point three million
    rf"|(?:an?|another|{_UP_TO_99}){_GAP}{_BIG}{_GAP}and{_GAP}a{_JOIN}half\b"  # a million and a half
    rf"|(?:{_TENS_WORD})-(?:odd|something){_GAP}{_BIG}"  # twenty-odd thousand
    rf"|(?:{_UP_TO_99}){_JOIN}and{_JOIN}a{_JOIN}half\b"  # two and a half
    rf"|half{_JOIN}(?:an?{_JOIN})?(?:{_BIG}|dozen\b)"  # half a million, half-a-dozen
    rf"|(?:an?{_GAP}|three{_JOIN})?quarters?{_GAP}of{_GAP}an?{_GAP}{_BIG}"  # a quarter of a million
    rf"|(?:{_UP_TO_99}|{_ARTICLE})\b{_JOIN}dozen\b|{_DEFINITE}|(?:two|three|four){_JOIN}score\b"
    rf"|a{_GAP}(?:couple{_GAP}of{_GAP}(?:hundred|thousand|million|dozen)|(?:pair|trio|quartet|couple){_GAP}of)\b"
    rf"|(?:(?:{_BELOW_A_BIG}|{_ARTICLE}){_JOIN}{_BIG}{_LOWER}{{1,3}}|{_WORD_GROUP}))"
)
_SCALE_WORD = (
    rf"(?:{_GRAND}|ten-thousand|hundred|thousand|lakh|millions?|crore|billions?|milliards?|trillion|dozen|score"
    r"|mln|mio|bln|mn|bn|trn|tn)\b\.?"
)
DIGITS: Final = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,3}(?:[ \u00a0\u202f\u2009']\d{3})+(?:[.,]\d+)?(?!\d)"
    r"|\d{1,3}(?:\.\d{3}){2,}|\d+(?:[.,]\d+)?)"
)
CODES: Final = (
    *("USD", "EUR", "GBP", "RUB", "UAH", "KRW", "CNY", "RMB", "JPY", "CAD", "AUD", "NZD", "CHF", "NOK"),
    *("SEK", "DKK", "ISK", "PLN", "CZK", "HUF", "RON", "BGN", "TRY", "INR", "PKR", "BDT", "LKR", "NPR"),
    *("IDR", "MYR", "THB", "PHP", "VND", "SGD", "HKD", "TWD", "ZAR", "NGN", "KES", "GHS", "ETB", "EGP"),
    *("SAR", "AED", "QAR", "KWD", "OMR", "ILS", "NIS", "BRL", "MXN", "COP", "PEN", "KZT", "UZS", "AZN"),
    *("GEL", "XAF", "XOF", "CFA", "Rs", "KSh", "Rp", "RM", "Tk"),
)
"""Signs of money behind which a number may stand without a space: NOK300m, Rs218."""
_BEHIND_CODE = "|".join(f"(?<={code})" for code in CODES)
_NOT_INSIDE = rf"(?:(?<![\w#])|{_BEHIND_CODE})(?<![A-Za-z]-)(?<!\d[.,:/])(?<![A-Za-z][./])"
_AFTER_DIGITS = r"(?!(?!pc\b)\w)(?![.,:/]\d)(?!-?[A-Z]+\d)"
_MIXED = rf"\d{{1,3}}-thousand-\d{{3}}{_ENDS}"
_CURRENCY = (
    r"(?:(?:US|Canadian|Australian)[ \t])?(?:dollars|euros|pounds|ro?ubles|yuan|won|yen|rupees|francs|dinars"
    r"|hryvnias|lira)"
)
SCALED: Final = (
    rf"(?:{_MIXED}|{DIGITS}(?:(?:-(?:odd|something))?{_SPACE}?(?:ten-thousand|{_SCALE_WORD})|-{_SCALE_WORD}|(?:k|K|m|M|b|B|bn)\b"
    rf"|{_SPACE}m\b(?={_SPACE}{_CURRENCY}\b)))"
)
DIGIT_NUMBER: Final = (
    rf"(?:(?=\d){_NOT_INSIDE}(?:{SCALED}(?:{_GAP}(?:hundred|thousand|million|billion)\b)?|{DIGITS}){_AFTER_DIGITS})"
)
_FIRST_WORD = (
    r"(?:an?|another|first|pair|hundred|thousand|million|milliard|billion|dozen|further|whole|full|mere|half"
    rf"|quarters?|{_UNIT_WORD}|{_TENS_WORD})\b"
)
"""With which a number in words begins; looked at first, since most words of a text begin none."""
NUMBER: Final = rf"(?:{DIGIT_NUMBER}|(?<![\w-])(?={_FIRST_WORD})(?:{WORD_NUMBER})(?!\w))"

_GROUPING = re.compile(r"[ \u00a0\u202f\u2009'](?=\d)")
_TOKEN = re.compile(r"three[- ]quarters?|\d[\d,.' \u00a0\u202f\u2009]*|ten-thousand|[A-Za-z]+")


def value_of_digits(digits: str) -> float:
    """Return what digits are worth, whatever separates thousands and decimals.

    A comma before exactly three digits separates thousands, any other one decimals.

    >>> value_of_digits("1,500"), value_of_digits("3,8"), value_of_digits("10 000"), value_of_digits("1.200.000")
    (1500.0, 3.8, 10000.0, 1200000.0)
    """
    plain = _GROUPING.sub("", digits.strip().rstrip(",."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", plain):
        return float(plain.replace(",", ""))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", plain):
        return float(plain.replace(".", ""))
    return float(plain.replace(",", "."))


def value_of(words: str) -> float:
    """Return what a number, as matched by ``NUMBER``, is worth.

    >>> value_of("4.8 million"), value_of("half a million"), value_of("two and a half thousand")
    (4800000.0, 500000.0, 2500.0)
    >>> value_of("four-thousand-100"), value_of("15-thousand"), value_of("one-point-six million")
    (4100.0, 15000.0, 1600000.0)
    >>> value_of("nineteen hundred"), value_of("a hundred and fifty thousand"), value_of("a couple of hundred")
    (1900.0, 150000.0, 200.0)
    """
    tokens = [token.lower() for token in _TOKEN.findall(words)]
    if "point" in tokens:
        return _with_point(tokens)
    scale = next((SCALES[token] for token in tokens if SCALES.get(token, 0) >= 1_000), None)
    if scale and tokens[-1] == "half" and tokens[0] != "half":
        return _sum(tokens[:-1]) + 0.5 * scale
    return _sum(tokens)


def _with_point(tokens: list[str]) -> float:
    """Return the number in "two point three" and "one point five two trillion"."""
    place = tokens.index("point")
    digits = [int(SMALL_NUMBERS[token]) for token in tokens[place + 1 :] if token in SMALL_NUMBERS]
    decimal = f"{_sum(tokens[:place]):.0f}.{''.join(map(str, digits))}"
    return _sum([decimal, *tokens[place + 1 + len(digits) :]])


def _sum(tokens: list[str]) -> float:
    """Add up the groups of a number: below a thousand within a group, thousands and more between groups."""
    total = group = 0.0
    seen = after_scale = False
    for token in tokens:
        if token in SCALES:
            scale = SCALES[token]
            if scale >= 1_000 and after_scale:
                total *= scale  # a thousand million
            elif scale >= 1_000:
                total += (group if seen else 1.0) * scale
                group, seen, after_scale = 0.0, False, True
            else:
                group, seen = (group if seen else 1.0) * scale, True
            continue
        value = _value_of_token(token)
        if value is not None:
            group, seen, after_scale = group + value, True, False
    return float(f"{total + group:.12g}")


def _value_of_token(token: str) -> float | None:
    """Return the value of one word or run of digits; None for words that only join."""
    if token[0].isdigit():
        return value_of_digits(token)
    for table in (SMALL_NUMBERS, TENS, _PART, _GROUPED):
        if token in table:
            return table[token]
    return None


def scale_at_end(words: str) -> float:
    """Return what the last words of a number multiply by: 100,000 in "eight hundred thousand", 1 without such words."""
    scale = 1.0
    for word in reversed(re.findall(r"ten-thousand|[A-Za-z]+", words)):
        if word.lower() not in SCALES:
            break
        scale *= SCALES[word.lower()]
    return scale


def scale_left_out(words: str) -> float:
    """Return the thousands, millions or billions that a number ends with, which the next one may leave out.

    >>> scale_left_out("a hundred million"), scale_left_out("two thousand million"), scale_left_out("40")
    (1000000.0, 1000000000.0, 1.0)
    """
    scale = 1.0
    for word in reversed(re.findall(r"ten-thousand|[A-Za-z]+", words)):
        if SCALES.get(word.lower(), 0.0) < 1_000:
            break
        scale *= SCALES[word.lower()]
    return scale
