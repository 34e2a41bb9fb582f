"""Wrong characters on the pairs pycorrector carries: sighan.py MEND FOLDER.

MEND is our program, which mends a line at a time. pycorrector's rule-based corrector needs a language model that is not in the package;
it is given one of characters made from the dictionary that is.
"""

import importlib.util
import json
import math
import pathlib
import subprocess
import sys
import time
import types
from collections import defaultdict

mend, folder = sys.argv[1], pathlib.Path(sys.argv[2])
package = pathlib.Path(importlib.util.find_spec("pycorrector").submodule_search_locations[0])
# The package's own __init__ brings in its neural correctors, which this does not measure.
stub = types.ModuleType("pycorrector")
stub.__path__ = [str(package)]
sys.modules["pycorrector"] = stub


def counts():
    grams = [defaultdict(float) for _ in range(3)]
    for line in open(package / "data/word_freq.txt", encoding="utf-8"):
        fields = line.split()
        if len(fields) < 2:
            continue
        word, times = fields[0], float(fields[1])
        for end in range(1, len(word) + 1):
            for size in range(1, min(end, 3) + 1):
                grams[size - 1][word[end - size : end]] += times
    return grams


def model(path):
    """An ARPA file: what is left of a history after the words that go on is where another word begins."""
    grams = counts()
    total = sum(grams[0].values())
    chances = [{gram: times / total for gram, times in grams[0].items()}, {}, {}]
    back = [{}, {}]
    for size in (1, 2):
        following = defaultdict(list)
        for gram in grams[size]:
            following[gram[:-1]].append(gram)
        for history, longer in following.items():
            seen = sum(grams[size][gram] for gram in longer) / grams[size - 1][history]
            left = max(1 - seen, 1e-3)
            for gram in longer:
                chances[size][gram] = grams[size][gram] / grams[size - 1][history] * min(1, (1 - left) / seen)
            lower = sum(chances[size - 1].get(gram[1:], 0) for gram in longer)
            back[size - 1][history] = left / max(1 - lower, 1e-6)
    log = lambda chance: f"{math.log10(max(chance, 1e-12)):.4f}"
    with open(path, "w", encoding="utf-8") as out:
        sizes = [len(chances[0]) + 3, len(chances[1]), len(chances[2])]
        out.write("\\data\\\n" + "".join(f"ngram {at + 1}={size}\n" for at, size in enumerate(sizes)))
        out.write("\n\\1-grams:\n-7\t<unk>\t0\n-99\t<s>\t0\n-2\t</s>\n")
        for size in range(3):
            if size:
                out.write(f"\n\\{size + 1}-grams:\n")
            for gram, chance in chances[size].items():
                weight = f"\t{log(back[size].get(gram, 1))}" if size < 2 else ""
                out.write(f"{log(chance)}\t{' '.join(gram)}{weight}\n")
        out.write("\n\\end\\\n")


def judged(pairs, mended, seconds):
    """By sentence, as the package itself counts."""
    right = sum(1 for (wrong, truth), ours in zip(pairs, mended) if wrong != truth and ours == truth)
    alarms = sum(1 for (wrong, truth), ours in zip(pairs, mended) if wrong == truth and ours != truth)
    faulty = sum(1 for wrong, truth in pairs if wrong != truth)
    return {
        "precision": right / max(right + alarms, 1),
        "recall": right / faulty,
        "right": right,
        "alarms": alarms,
        "seconds": seconds,
    }


lines = (line.rstrip("\n").split("\t") for line in open(package / "data/sighan2015_test.tsv", encoding="utf-8"))
pairs = [tuple(line) for line in lines if len(line) == 2 and not line[0].startswith("#")]
begun = time.perf_counter()
wrongs = "".join(f"{wrong}\n" for wrong, _ in pairs)
ours = subprocess.run([mend], input=wrongs, capture_output=True, text=True, check=True).stdout.split("\n")
ours = judged(pairs, ours, time.perf_counter() - begun)

model(folder / "characters.arpa")
from loguru import logger  # noqa: E402

logger.remove()
from pycorrector.corrector import Corrector  # noqa: E402

corrector = Corrector(language_model_path=str(folder / "characters.arpa"))
corrector.correct("开始")
begun = time.perf_counter()
theirs = [corrector.correct(wrong)["target"] for wrong, _ in pairs]
theirs = judged(pairs, theirs, time.perf_counter() - begun)
print(json.dumps({"pairs": len(pairs), "ours": ours, "theirs": theirs}))
