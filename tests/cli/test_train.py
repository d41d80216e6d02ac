#!/usr/bin/env python3
"""khaldun train on the smallest trees: models that can be read with, names from columns and from GUM's entities, and what is no tree. usage: test_train.py KHALDUN SOURCE_DIR"""
import os, subprocess, sys, tempfile

from checks import check, finish

khaldun, source = os.path.abspath(sys.argv[1]), sys.argv[2]
trees = os.path.join(source, "tests", "parse", "tiny.conllu")

def run(*args, stdin=b""):
    p = subprocess.run([khaldun, *args], input=stdin, capture_output=True, timeout=120)
    return p.returncode, p.stdout, p.stderr.decode("utf-8", "replace")

def word(k, form, upos="PROPN", xpos="NNP", head=0, deprel="root", misc="_"): return "\t".join([str(k), form, form.lower(), upos, xpos, "_", str(head), deprel, "_", misc]) + "\n"

with tempfile.TemporaryDirectory() as folder:
    def file(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f: f.write(text)
        return os.path.join(folder, name)
    def train(out, *args): return run("train", "--epochs", "10", "--size", "200000", "--output", os.path.join(folder, out), *args)
    def same(a, b): return open(os.path.join(folder, a), "rb").read() == open(os.path.join(folder, b), "rb").read()

    rc, out, err = train("a.khm", "--trees", trees); check(rc == 0 and "right while learning" in err, ("a linear model", rc, err))
    rc, out, err = train("b.khm", "--trees", trees); check(rc == 0 and same("a.khm", "b.khm"), "the same trees give the same model")
    rc, out, err = run("parse", "--model", os.path.join(folder, "a.khm"), "--input", "text", "-", stdin=b"Egypt blamed Sudan.")
    check(rc == 0 and [l.split("\t")[7] for l in out.decode().splitlines() if l[:1].isdigit()][:2] == ["nsubj", "root"] and b"NER=B-LOC" in out, ("it is read with", rc, out, err))

    # names: columns laid over trees of the same sent_id, columns that stand alone, entities as GUM writes them
    iob = file("names.iob2", "# sent_id = tiny-1\n1\tEgypt\tB-LOC\n2\tblamed\tO\n3\tSudan\tB-LOC\n4\t.\tO\n\n# sent_id = tiny-2\n1\tAnother\tO\n\n")
    rc, out, err = train("c.khm", "--trees", trees, "--names", iob); check(rc == 0 and "names for 1 of" in err, ("names over trees", rc, err))
    columns = file("names.txt", "-DOCSTART- O\n\nEgypt I-LOC\nblamed O\nKofi I-PER\nAnnan I-PER\n. O\n\nNobody O\ncame O\n\n")
    rc, out, err = train("d.khm", "--trees", trees, "--names", columns); check(rc == 0 and "2 sentences with names alone" in err and not same("a.khm", "d.khm"), ("names alone", rc, err))
    # names of other habits, and groups of words used alike, which a model with names on an older one takes from there
    vectors = file("vectors.txt", "egypt 1 0 0\nsudan 1 0 0\nblamed 0 1 0\ncame 0 0 1\n")
    rc, out, err = train("i.khm", "--trees", trees, "--base", os.path.join(folder, "a.khm"), "--other-names", columns, "--vectors", vectors); check(rc == 0 and "2 sentences with names alone" in err, ("other names", rc, err))
    rc, out, err = train("j.khm", "--trees", trees, "--base", os.path.join(folder, "i.khm"), "--other-names", columns); check(rc == 0 and same("i.khm", "j.khm"), ("groups of the base", rc, err))
    rc, out, err = train("k.khm", "--trees", trees, "--base", os.path.join(folder, "i.khm"), "--names", columns); check(rc == 0 and not same("i.khm", "k.khm"), ("habits tell", rc, err))
    gum = ("# newdoc id = one\n# meta::genre = news\n# sent_id = one-1\n" + word(1, "President", head=2, deprel="compound", misc="Entity=(1-person-new") + word(2, "Annan", head=3, deprel="nsubj", misc="Entity=1)") +
           word(3, "left", "VERB", "VBD") + word(4, "the", "DET", "DT", 5, "det", "Entity=(2-organization-new") + word(5, "University", head=3, deprel="obj") +
           word(6, "of", "ADP", "IN", 7, "case") + word(7, "Cairo", head=5, deprel="nmod", misc="Entity=(3-place-new)2)|SpaceAfter=No") + word(8, ".", "PUNCT", ".", 3, "punct") +
           "\n# newdoc id = two\n# meta::genre = poetry\n# sent_id = two-1\n" + word(1, "Roses", "NOUN", "NNS", misc="Entity=(4-plant-new)") + "\n")
    rc, out, err = train("e.khm", "--trees", trees, "--trees", file("gum.conllu", gum)); check(rc == 0 and "gum.conllu: 2 sentences, 9 words" in err, ("GUM's entities", rc, err))
    rc, out, err = train("f.khm", "--trees", trees, "--trees", file("gum.conllu", gum), "--skip-genres", "fiction,poetry"); check(rc == 0 and "gum.conllu: 1 sentences, 8 words" in err, ("a genre left out", rc, err))
    rc, out, err = train("g.khm", "--trees", trees, "--trees", file("bare.conllu", gum.replace("Entity=", "Other="))); check(rc == 0 and not same("e.khm", "g.khm"), "entities become names")

    # words of several tokens, empty nodes, and what is no tree
    german = "1-2\tZum\t_\t_\t_\t_\t_\t_\t_\t_\n" + word(1, "Zu", "ADP", "IN", 3, "case") + word(2, "dem", "DET", "DT", 3, "det") + "2.1\tx\t_\t_\t_\t_\t_\t_\t_\t_\n" + word(3, "Haus", "NOUN", "NN") + "\n"
    rc, out, err = train("h.khm", "--trees", trees, "--trees", file("ranges.conllu", german)); check(rc == 0 and "1 sentences, 3 words" in err, ("a range and an empty node", rc, err))
    for bad, why in (("1\tbroken\n\n", "ten columns"), (word(2, "x") + "\n", "not numbered"), (word(1, "x", head=1) + "\n", "broken head"), (word(1, "x", head="up") + "\n", "broken head"), (german.replace("1-2", "2-1"), "broken range")):
        rc, out, err = train("x.khm", "--trees", file("bad.conllu", bad)); check(rc == 1 and "bad.conllu:1: " in err and why in err, ("no tree", bad, rc, err))
    rc, out, err = train("x.khm", "--trees", os.path.join(folder, "absent")); check(rc == 3 and "absent" in err, ("absent", rc, err))
    rc, out, err = train("x.khm", "--trees", trees, "--names", os.path.join(folder, "absent")); check(rc == 3 and "absent" in err, ("absent names", rc, err))
    for args in ((), ("--nonsense",), ("--trees", trees, "--size", "x")): rc, out, err = run("train", *args); check(rc == 2 and err, ("usage", args, rc, err))

finish()
