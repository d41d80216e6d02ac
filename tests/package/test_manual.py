#!/usr/bin/env python3
"""The manual page and the shells' completions say what --help says. usage: test_manual.py KHALDUN BUILT_FOLDER"""
import os, re, shutil, subprocess, sys, tempfile

khaldun, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
passed = failed = skipped = 0

def check(ok, what):
    global passed, failed
    if ok: passed += 1
    else: failed += 1; print("not so:", what)

def skip(why):
    global skipped
    skipped += 1; print("skipped:", why)

def say(*args, **kw): return subprocess.run(args, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL, **kw)

general = say(khaldun, "help").stdout
commands = re.findall(r"^  ([a-z]+)\t(.*)$", general, re.M)
check(len(commands) > 10, "khaldun help lists the commands")
helps = {name: say(khaldun, name, "--help").stdout for name, _ in commands}
def options(text):
    """What the option lines and the usage of a --help name, read in another way than the generator's."""
    text = re.split(r"^examples?:$", text, flags=re.M)[0]
    lines = [l for l in text.splitlines() if re.match(r"(  )?-", l) or l.startswith("usage:") or l.startswith("       khaldun ")]
    left = [re.split(r"\s{3,}", l.removeprefix("usage: ").strip())[0] for l in lines]
    return {w.strip("[],.…") for l in left for w in re.split(r"[ ,]+", re.sub(r" as (in|for) .*", "", l)) if re.match(r"\[?(--[a-z]|-[a-zA-Z]\b)", w)}
want = {name: options(text) for name, text in helps.items()}
check(sum(map(len, want.values())) > 80, "the helps name their options")

# the manual page
page = open(os.path.join(folder, "khaldun.1"), encoding="utf-8").read()
plain = re.sub(r"\\&", "", page).replace("\\-", "-").replace("\\e", "\\")
for name, text in helps.items():
    at = plain.find(f".SS khaldun {name}\n")
    section = plain[at:plain.find("\n.S", at + 1)]
    check(at > 0 and section, ("a section", name))
    flat = " ".join(re.sub(r"^\.(TP|B|PP|RS|RE|nf|fi|SS)\b.*?( |$)", "", section, flags=re.M).split())
    words = [w for w in re.sub(r"^(usage:|examples?:)", "", text, flags=re.M).split()]
    missing = [w for w in words if w not in section]
    check(not missing, ("every word of --help stands in the page", name, missing[:5]))
if shutil.which("man"):
    p = say("man", "-l", "--warnings", "-Tutf8", os.path.join(folder, "khaldun.1"), env=os.environ | {"LC_ALL": "C.UTF-8", "MANWIDTH": "120"})
    check(p.returncode == 0 and not p.stderr.strip() and "EXIT STATUS" in re.sub("\x1b\\[[0-9;]*m|.\b", "", p.stdout), ("man shows the page without a warning", p.stderr[:300]))
else: skip("man is not installed")

# what is completed
def agree(shell, got):
    for name in want: check(want[name] - {"-"} <= got[name], (shell, name, sorted(want[name] - got[name])))
script = os.path.join(folder, "khaldun")
def bash(*words):
    line = " ".join(f"'{w}'" for w in words)
    p = say("bash", "--norc", "-c", f"source '{script}'; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; _khaldun; printf '%s\\n' \"${{COMPREPLY[@]}}\"")
    check(p.returncode == 0 and not p.stderr, ("bash", words, p.stderr))
    return set(p.stdout.split())
check(bash("khaldun", "") == {n for n, _ in commands} | {"help"} and bash("khaldun", "in") == {"ingest"}, "bash completes the commands")
completed = {name: bash("khaldun", name, "-") for name in want}
agree("bash", completed)
check(bash("khaldun", "batch", "") == {"plan", "run", "status", "missing"} and bash("khaldun", "code", "--input", "") == {"auto", "text", "html", "jsonl", "warc"}
      and bash("khaldun", "code", "--emit", "ev") == {"event", "events"} and bash("khaldun", "help", "ag") == {"agenda"}, "bash completes words and values")
with tempfile.TemporaryDirectory() as empty:   # and the program takes what is completed
    for name, flags in completed.items():
        for flag in sorted(flags - {"--help"}):
            err = say(khaldun, name, flag, "1", cwd=empty).stderr
            if "unrecognized option" in err or "invalid option" in err: check(False, ("the program does not take", name, flag))
            else: passed += 1
if shutil.which("zsh"):
    stub = f"_arguments() {{ print -lr -- \"$@\" }}\n_describe() {{ print -lr -- ${{(P)2}} }}\nwords=(khaldun $1); CURRENT=$2\nsource '{folder}/_khaldun'\n"
    def zsh(*args):
        p = say("zsh", "-f", "-c", stub, "zsh", *args)
        check(p.returncode == 0 and not p.stderr, ("zsh", args, p.stderr))
        return p.stdout
    check({l.split(":")[0] for l in zsh("", "2").splitlines()} == {n for n, _ in commands} | {"help"}, "zsh completes the commands")
    agree("zsh", {name: {m for l in zsh(name, "3").splitlines() for m in re.findall(r"^(?:\([^)]*\)|\*)(-[\w-]+)\[", l)} for name in want})
else: skip("zsh is not installed")
if shutil.which("fish"):
    def fish(line): return {l.split("\t")[0] for l in say("fish", "--no-config", "-c", f"source '{folder}/khaldun.fish'; complete -C '{line}'").stdout.splitlines()}
    check({n for n, _ in commands} | {"help"} <= fish("khaldun "), "fish completes the commands")
    agree("fish", {name: fish(f"khaldun {name} --") | fish(f"khaldun {name} -") for name in want})
else: skip("fish is not installed")

print(f"{passed} passed, {failed} failed, {skipped} skipped")
sys.exit(failed > 0)
