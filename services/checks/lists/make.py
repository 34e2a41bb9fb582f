"""Makes characters.gz and homophones.txt: make.py DICT, with the dictionary of jieba and the package pypinyin.

characters.gz: every word of one to four characters, grouped by its cost, which is the natural logarithm of how rare it is, in
tenths. homophones.txt: the common characters (GB 2312, level 1) by their sound without the tone.
"""

import gzip
import math
import pathlib
import sys
from collections import defaultdict

from pypinyin import Style, pinyin

RAREST = 5
here = pathlib.Path(__file__).parent
rows = [line.split(" ") for line in open(sys.argv[1], encoding="utf-8")]
total = sum(int(row[1]) for row in rows)
costs = defaultdict(list)
for word, count, *_ in rows:
    if all("\u4e00" <= c <= "\u9fff" for c in word) and len(word) <= 4 and (len(word) == 1 or RAREST <= int(count)):
        costs[round(10 * math.log(total / (int(count) + 1)))].append(word)
text = "".join(f"{cost} {' '.join(sorted(words))}\n" for cost, words in sorted(costs.items()))
(here / "characters.gz").write_bytes(gzip.compress(text.encode(), 9, mtime=0))

sounds = defaultdict(list)
for row in range(0xB0, 0xD8):
    for cell in range(0xA1, 0xFF):
        try:
            c = bytes([row, cell]).decode("gb2312")
        except UnicodeDecodeError:
            continue
        for sound in sorted(set(pinyin(c, style=Style.NORMAL, heteronym=True)[0])):
            sounds[sound].append(c)
lines = [f"{sound} {''.join(characters)}\n" for sound, characters in sorted(sounds.items())]
note = "# 常用字（GB 2312 一级）按读音。 Common characters by their sound. Derived from pinyin-data, MIT.\n"
(here / "homophones.txt").write_text(note + "".join(lines), encoding="utf-8")
