"""Names, addresses and towns in scripts other than Latin: by surnames, endings and the words that places carry.

Facts of the writing systems only: a Han name is a common surname and one to three
more characters, a Russian surname has one of few endings, an address in Japan or
China runs from province to number. As in `people`, a share of a column decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from opaq.model.pattern import late

_HAN_SURNAMES: Final = frozenset(
    """王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文
    陳楊趙黃吳徐孫馬羅鄭謝韓馮蕭鄧許呂蘇盧蔣賈魏薛葉閻鍾譚鄒陸顧龍萬錢湯賀賴龔佐鈴高田渡伊山中小加吉佐木井松斎清森池阿石橋前藤長近村後坂遠青福西太三岡原金竹上宮酒工野柴横大浜水谷平今川河東菊"""
)
_HAN_NAME: Final = late(r"[\u4e00-\u9fff]{1,4}[ \u3000]?[\u3040-\u30ff\u4e00-\u9fff]{1,4}")
_HANGUL_NAME: Final = late(
    r"[김이박최정강조윤장임한오서신권황안송류전홍고문양손배백허유남심노하곽성차주우구민진지엄채원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국어은편용][가-힣]{1,3}"
)
_HAN_PLACE: Final = late(r"[\u4e00-\u9fff]{2,7}[省市区區县縣町村郡州島岛镇]")
_HAN_ADDRESS: Final = late(
    r"[\u3040-\u30ff\u4e00-\u9fff]+[省市区區县縣町村郡都府道路街][\u3040-\u30ff\u4e00-\u9fff ]*.*?(?:\d|[路街号號丁番座])"
)
_HANGUL_ADDRESS: Final = late(r"[가-힣]+(?:시|도|군|구) ?[가-힣\d ]*(?:로|길|동|읍|면)")
_CYRILLIC_WORD: Final = late(r"[А-ЯЁІЇЄҐ][а-яёіїєґ’'\-]+\.?")
_CYRILLIC_ENDINGS: Final = ("ов", "ова", "ев", "ева", "ёв", "ёва", "ин", "ина", "ын", "ына", "ский", "ская", "цкий", "цкая", "енко", "чук", "вич", "вна", "ична", "инична", "ко", "ук", "юк", "ій", "ський", "ська")  # fmt: skip
_CYRILLIC_GIVEN: Final = frozenset(
    """александр алексей андрей антон артем борис вадим валентин валерий василий виктор виталий владимир владислав вячеслав геннадий
    георгий григорий даниил денис дмитрий евгений егор иван игорь илья кирилл константин лев леонид максим марк михаил никита николай
    олег павел петр роман руслан сергей станислав степан тимофей федор эдуард юрий ярослав анна анастасия александра алина алла
    валентина валерия вера вероника виктория галина дарья евгения екатерина елена елизавета жанна зинаида зоя инна ирина карина
    ксения лариса лидия любовь людмила маргарита марина мария надежда наталья наталия нина оксана ольга полина раиса светлана
    софия софья тамара татьяна ульяна юлия яна олександр андрій володимир сергій дмитро микола олена наталія тетяна""".split()
)
_CYRILLIC_STREET: Final = late(
    r"(?:^|[ ,])(?:ул|пер|пр|просп|пр-т|бул|наб|ш|алл|пл|вул|улица|проспект|переулок|шоссе|бульвар|вулиця)\.? ?[А-ЯЁІЇЄ\d]",
    re.IGNORECASE,
)
_CYRILLIC_TOWN: Final = late(r"(?:г|с|д|п|к|ст|клх|пос|м)\.? [А-ЯЁІЇЄ][а-яёіїє\-]+.*")
_GREEK_WORD: Final = late(r"[Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋΐΰς]+")
_GREEK_ENDINGS: Final = (
    "όπουλος",
    "οπούλου",
    "ίδης",
    "ίδου",
    "άκης",
    "άκη",
    "άδης",
    "άδου",
    "έας",
    "ας",
    "ης",
    "ος",
    "ου",
    "ού",
    "ία",
    "α",
    "η",
)
_ELSEWHERE: Final = late(r"[^\x00-\u024f\u2000-\u206f]")


def applies(texts: Sequence[str]) -> bool:
    """Most texts are written in another script than Latin.

    >>> applies(["Иван Петров"]), applies(["Zoë"])
    (True, False)
    """
    return 2 * sum(_ELSEWHERE.search(t) is not None for t in texts) > len(texts)


def is_name(text: str) -> bool:
    """A name of a person in Han, Hangul, Cyrillic or Greek letters.

    >>> is_name("王秀英"), is_name("Смирнова Анна Петровна"), is_name("Рога и Копыта")
    (True, True, False)
    """
    if _HAN_NAME.fullmatch(text):
        return text[0] in _HAN_SURNAMES and len(text) <= 7 and _HAN_PLACE.fullmatch(text) is None
    if _HANGUL_NAME.fullmatch(text):
        return len(text) <= 4
    words = text.replace(",", " ").split()
    if not 1 <= len(words) <= 4:
        return False
    if all(_CYRILLIC_WORD.fullmatch(w) for w in words):
        return any(w.lower() in _CYRILLIC_GIVEN for w in words) or all(w.endswith(_CYRILLIC_ENDINGS) for w in words)
    return len(words) > 1 and all(_GREEK_WORD.fullmatch(w) and w.endswith(_GREEK_ENDINGS) for w in words)


def is_address(text: str) -> bool:
    """Street and number, or a path from province to number.

    >>> is_address("ул. Ленина, д. 5"), is_address("東京都港区芝公園4-2-8"), is_address("新しい椅子")
    (True, True, False)
    """
    return any(p.search(text) for p in (_HAN_ADDRESS, _HANGUL_ADDRESS, _CYRILLIC_STREET))


def is_whole_address(text: str) -> bool:
    """One cell that is an address and nothing else: short, with a number and several of the words of places.

    >>> is_whole_address("東京都港区芝公園4丁目2番8号"), is_whole_address("道路工事は3日まで")
    (True, False)
    """
    if len(text) > 90 or _DIGIT.search(text) is None:
        return False
    if _CYRILLIC_STREET.search(text):
        return text.count(",") >= 1 and len(text.split()) <= 12
    return len(set(text) & _PLACE_MARKS) >= 3 and is_address(text)


_DIGIT: Final = late(r"\d")
_PLACE_MARKS: Final = frozenset("省市区區县縣町村郡都府道路街号號丁番座") | frozenset("시도군구로길동읍면")


def is_town(text: str) -> bool:
    """A town that says so (`大阪市`, `г. Москва`)."""
    return _HAN_PLACE.fullmatch(text) is not None or _CYRILLIC_TOWN.fullmatch(text) is not None
