#!/usr/bin/env python3
"""What `meson install` puts where: a program that finds its data wherever the tree is moved, a library that gives away the header's functions
alone, a pkg-config file that a C program builds with. usage: test_install.py BUILD_FOLDER SOURCE_FOLDER CC…"""
import glob, os, re, subprocess, sys, tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "cli"))
from checks import check, finish

build, source, cc = sys.argv[1], sys.argv[2], sys.argv[3:]
skipped = 0

clean = {k: v for k, v in os.environ.items() if k not in ("KHALDUN_DATA", "KHALDUN_MODEL", "LD_LIBRARY_PATH")}

def run(*args, **env): return subprocess.run(args, capture_output=True, text=True, timeout=300, env=clean | env, stdin=subprocess.DEVNULL)

with tempfile.TemporaryDirectory() as root:
    r = run("meson", "install", "-C", build, "--no-rebuild", "--destdir", os.path.join(root, "first"))
    check(r.returncode == 0, ("meson install", r.stdout[-500:], r.stderr[-500:]))
    here = os.path.join(root, "first", re.search(r'KH_DATADIR "/(.*)/share/khaldun"', open(os.path.join(build, "src/code/datadir.h")).read())[1])
    there = os.path.join(root, "moved tree")
    os.rename(here, there)
    got = {os.path.relpath(os.path.join(d, f), there) for d, _, files in os.walk(there) for f in files}
    for name in ("bin/khaldun", "include/khaldun.h", "share/khaldun/khaldun.dat", "share/khaldun/english.khm", "share/khaldun/accurate.khm", "share/man/man1/khaldun.1", "share/bash-completion/completions/khaldun",
                 "share/zsh/site-functions/_khaldun", "share/fish/vendor_completions.d/khaldun.fish"): check(name in got, ("installed", name))
    shared = glob.glob(there + "/lib*/**/libkhaldun.so.0", recursive=True)
    check(len(shared) == 1, ("the library", shared))
    lib = os.path.dirname(shared[0])

    # the program, wherever the tree lies
    report = os.path.join(source, "examples/aid.txt")
    program = os.path.join(there, "bin/khaldun")
    at_home = run(os.path.join(build, "src/cli/khaldun"), "code", "--date", "2020-01-01", report)
    check(at_home.returncode == 0 and '"event"' in at_home.stdout, ("from the build tree", at_home.stderr))
    moved = run(program, "code", "--date", "2020-01-01", report, LD_LIBRARY_PATH=lib)
    check(moved.returncode == 0 and moved.stdout == at_home.stdout, ("the same from a moved tree", moved.stderr))
    r = run(program, "code", report, LD_LIBRARY_PATH=lib, KHALDUN_MODEL="/absent.khm"); check(r.returncode == 6 and "absent.khm" in r.stderr, ("KHALDUN_MODEL", r.stderr))
    os.rename(os.path.join(there, "share/khaldun"), os.path.join(root, "data"))
    r = run(program, "code", "--date", "2020-01-01", report, LD_LIBRARY_PATH=lib, KHALDUN_DATA=os.path.join(root, "data/khaldun.dat"), KHALDUN_MODEL=os.path.join(root, "data/english.khm"))
    check(r.returncode == 0 and r.stdout == at_home.stdout, ("by the environment", r.stderr))
    if not os.path.exists(os.path.join("/", os.path.relpath(here, os.path.join(root, "first")), "share/khaldun/khaldun.dat")):
        r = run(program, "code", report, LD_LIBRARY_PATH=lib); check(r.returncode == 6 and "KHALDUN_DATA" in r.stderr, ("no data: what to do", r.stderr))
    os.rename(os.path.join(root, "data"), os.path.join(there, "share/khaldun"))

    # the library
    symbols = {l.split()[-1] for l in run("nm", "-D", "--defined-only", shared[0]).stdout.splitlines() if " T " in l or " R " in l or " D " in l or " B " in l}
    header = re.sub(r"/\*.*?\*/", "", open(os.path.join(source, "include/khaldun.h")).read(), flags=re.S)
    public = {re.match(r"KH_API .*?\b(kh_\w+)\s*\(", p, re.S)[1] for p in re.findall(r"^KH_API [^;]*;", header, re.M)}
    check(symbols == public, ("the library gives away the header's functions and nothing else", sorted(symbols ^ public)[:9]))
    check("libkhaldun.so.0" in run("readelf", "-d", shared[0]).stdout, "its soname")
    pc = dict(PKG_CONFIG_PATH=os.path.join(lib, "pkgconfig"))
    flags = run("pkg-config", f"--define-variable=prefix={os.path.join(root, 'link')}", "--cflags", "--libs", "khaldun", **pc)
    os.symlink(there, os.path.join(root, "link"))   # pkg-config quotes blanks; a compiler's command line here does not
    program = os.path.join(root, "count_events")
    r = run(*cc, os.path.join(source, "examples/c/count_events.c"), "-o", program, *flags.stdout.split())
    check(r.returncode == 0, ("a program builds with the pkg-config file", flags.stderr, r.stderr[-500:]))
    r = run(program, "2020-03-07", os.path.join(source, "examples/battle.txt"), LD_LIBRARY_PATH=lib)
    check(r.returncode == 0 and "ASSAULT" in r.stdout, ("and finds the data beside the library", r.stdout, r.stderr))

finish(skipped)
