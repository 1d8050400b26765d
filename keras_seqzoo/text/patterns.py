"""The regular expression of the tokenizer, built from one named part an idea.

Every repetition is possessive, bounded or read once a word, so any string takes linear
time. (`\\X`, the cluster that `regex` offers, takes quadratic time on a run of flags.)
"""

import regex

ABBREVIATIONS = (
    "Adm Apr Ariz Aug Ave Blvd Brig Bros Calif Capt Cmdr Co Col Colo Conn Corp Cos "
    "Cpl Dec Dept Dr Drs Esq Feb Fla Ft Gen Gov Inc Jan Jr Lt Ltd Maj Messrs Mich Minn "
    "Mme Mr Mrs Ms Msgr Mt Nov Oct Okla Pfc Prof Pty Rep Reps Rev Sen Sens Sept Sgt Sr "
    "St Ste Supt Tenn Univ Va approx cf etc vs viz Ph\\.D"
).split()
BEFORE_NUMBERS = "Art Fig No Nos Op Vol art fig no nos op vol pp p".split()
NAME_ENDS = (
    "com org net edu gov mil info biz io tv ly co me uk de fr ca au nz ie jp cn ru eu "
    "us html htm pdf doc docx xls xlsx ppt txt csv zip exe jpg jpeg png gif mp3 mp4 avi"
).split()

END = r"(?![\p{L}\p{N}\p{M}_])"
LETTER = r"[\p{L}\p{N}\p{M}_\u00ad\u200c\u200d--\p{Han}]"
LETTER_START = r"[\p{L}\p{N}--\p{Han}]"
APOSTROPHE = r"['’´]"
CLITIC = rf"{APOSTROPHE}(?:[sSmMdD]|ll|LL|re|RE|ve|VE){END}(?!-)"
NOT = rf"[nN]{APOSTROPHE}[tT]{END}(?!-)"

PLAIN_WORD = r"[A-Za-z]++(?=[\s,;!?\"()]|\Z)"
PLAIN_MARK = r"[,\"()\[\]{}]|\.(?![.\d])"

URL = (
    r"(?:[hH][tT][tT][pP][sS]?://|ftp://|[wW]{3}\.)"
    r"(?:[.,;:!?…)\]}*]*+[^\s<>\"“”‘’.,;:!?…)\]}*\p{Cc}\p{Cf}])++"
)
EMAIL = (
    r"[A-Za-z0-9][\w.+\-]{0,63}+@(?:[A-Za-z0-9\-]{1,63}+\.){1,6}+[A-Za-z]{2,24}+(?!@)"
)
DOMAIN = (
    r"[A-Za-z0-9][A-Za-z0-9\-]{1,62}+(?:\.[A-Za-z0-9\-]{2,62}+){0,4}?"
    rf"\.(?i:{'|'.join(NAME_ENDS)}){END}(?:/[\w\-.~%/?=&\#+]{{0,512}}+(?<=[\w/]))?+"
)
INITIALS = rf"\p{{L}}(?:\.\p{{L}}){{1,9}}+{END}\.?+(?:-{LETTER_START}{LETTER}*+)?+"
INITIAL = r"(?!I\.)\p{Lu}\.(?=\s?+\p{Lu}[\p{L}.\-])"
ABBREVIATION = (
    rf"(?:(?i:{'|'.join(ABBREVIATIONS)})\.|"
    rf"(?:{'|'.join(BEFORE_NUMBERS)})\.(?=\s?+\d)){END}"
)
CURRENCY = r"(?:US|HK|NZ|AU|A|C|S)\$(?=\s?+\d)"
SLASHED = rf"(?:[wW]/o?|[bB]/[cC]|[aA]nd/or){END}(?!/)"
BEFORE_NOT = rf"\p{{L}}+(?={NOT})"
KEYCAP = r"[0-9\#*]\uFE0F?\u20E3"
BASE = rf"(?:\d++(?:[.,:/]\d++)*+{LETTER}*+|{LETTER_START}{LETTER}*+)"
JOINT = rf"(?:[\-‐‑–·]|&(?=\p{{Lu}})|(?!{CLITIC}|{NOT}){APOSTROPHE}(?=\p{{L}}))"
WORD = rf"{BASE}(?:(?!{NOT}){JOINT}{BASE})*+"

YEARS = rf"['’]\d\ds?{END}"
CLIPPED = rf"['’](?:[eE]m|[tT]il|[cC]ause|[bB]out|[tT]was|[tT]is|[nN]['’]?){END}"
MENTION = r"(?<![\p{L}\p{N}_])@[\p{L}\p{N}_]++"
HASHTAG = r"\#(?=\p{N}*+[\p{L}_])[\p{L}\p{N}\p{M}_]++"
HTML_ENTITY = r"&(?:amp|lt|gt|quot|apos|nbsp);"
SIGNED = rf"(?<![\p{{L}}\p{{N}}_.])(?:\.|\+\.?)(?=\d){BASE}"
EMOTICON = (
    r"(?<![\p{L}\p{N}])(?:[:;=][\-'^]?(?:[)(]++|[DPpOo3/\\|*]){END}|<3++{END}|-_+-)"
).replace("{END}", END)
RUN = r"\.{2,}+|[!?]{2,}+|''|``|_++|(?P<mark>[\-=*~\#<>+/$^|•—–])(?P=mark)++"
CLUSTER = (
    r"(?:\p{RI}\p{RI}|[^\s\p{Cc}\p{Cf}])"
    r"(?:[\p{M}\p{EMod}\U000E0020-\U000E007F]|\u200D\p{ExtPict})*+"
)

WORDS = (
    KEYCAP, URL, EMAIL, DOMAIN, INITIALS, INITIAL, ABBREVIATION, CURRENCY, SLASHED,
    NOT, BEFORE_NOT, WORD,
)  # fmt: skip
SYMBOLS = (
    KEYCAP, CLITIC, YEARS, CLIPPED, MENTION, HASHTAG, HTML_ENTITY, EMOTICON, SIGNED,
    RUN, CLUSTER,
)  # fmt: skip

TOKEN = regex.compile(
    f"{PLAIN_WORD}|{PLAIN_MARK}|(?={LETTER_START})(?:{'|'.join(WORDS)})|{'|'.join(SYMBOLS)}",
    regex.VERSION1,
)
