"""pyahocorasick over the same list and text: aho.py LIST TEXT SECONDS."""

import json
import sys
import time

import ahocorasick

words = open(sys.argv[1], encoding="utf-8").read().split("\n")
text = open(sys.argv[2], encoding="utf-8").read()
span = float(sys.argv[3])
begun = time.perf_counter()
automaton = ahocorasick.Automaton()
for index, word in enumerate(words):
    if word:
        automaton.add_word(word, (index, word))
automaton.make_automaton()
built = time.perf_counter() - begun


def turn():
    return sum(1 for _ in automaton.iter(text))


hits, best = turn(), float("inf")
end = time.perf_counter() + span
while time.perf_counter() < end:
    begun, turns = time.perf_counter(), 0
    while time.perf_counter() - begun < 0.001:
        turn()
        turns += 1
    best = min(best, (time.perf_counter() - begun) / turns)
size = len(text.encode())
print(json.dumps({"hits": hits, "build_ms": built * 1e3, "ms": best * 1e3, "mb_s": size / best / 1e6}))
