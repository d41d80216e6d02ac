#!/usr/bin/env python3
"""Builds the explorer's page (web/) and writes it, gzipped, as a C file; what meson runs.

usage: embed_page.py WEB WORK_FOLDER OUTPUT.c [NPM]      without NPM: WEB/page.c, made before, as in a source package; else a program without the page
The same sources and lock file give the same bytes.
"""
import gzip, os, shutil, subprocess, sys

TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
SOURCES = ["index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "src"]

def build(web, work, npm):
    """A copy of the sources is built in the work folder, so that the source tree stays as it is. Returns the folder of the page."""
    os.makedirs(work, exist_ok=True)
    for name in SOURCES:
        target = os.path.join(work, name)
        if os.path.isdir(os.path.join(web, name)):
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(os.path.join(web, name), target)
        else:
            shutil.copy(os.path.join(web, name), target)
    lock, stamp = os.path.join(web, "package-lock.json"), os.path.join(work, "node_modules", ".khaldun")
    wanted = open(lock, encoding="utf-8").read()
    if not os.path.exists(stamp) or open(stamp, encoding="utf-8").read() != wanted:
        run([npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"], work)
        with open(stamp, "w", encoding="utf-8") as f:
            f.write(wanted)
    run([npm, "run", "--silent", "check"], work)
    run([npm, "run", "--silent", "build", "--", "--logLevel=warn"], work)
    return os.path.join(work, "dist")

def run(command, folder):
    done = subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        sys.exit(f"embed_page.py: {' '.join(command[1:])} failed in {folder}:\n{done.stdout}\n(meson setup -Dweb=disabled builds without the page)")

def main():
    if len(sys.argv) < 4 or "--help" in sys.argv: sys.exit(__doc__)
    web, work, output = sys.argv[1:4]
    ready = os.path.join(web, "page.c")
    if len(sys.argv) == 4 and os.path.exists(ready):
        shutil.copy(ready, output)
        return
    assets = []
    if len(sys.argv) > 4:
        page = build(web, work, sys.argv[4])
        for name in sorted(os.listdir(page)):
            kind = TYPES.get(os.path.splitext(name)[1])
            if kind:
                assets.append((name, kind, open(os.path.join(page, name), "rb").read()))
    with open(output, "w", encoding="utf-8") as f:
        f.write('/* Made by scripts/embed_page.py from web/. */\n#include "serve/assets.h"\n')
        for i, (_, _, data) in enumerate(assets):
            packed = gzip.compress(data, 9, mtime=0)
            f.write(f"static const unsigned char asset{i}[] = {{")
            f.write(",".join(str(b) for b in packed))
            f.write("};\n")
        f.write("const kh_asset kh_assets[] = {\n")
        for i, (name, kind, data) in enumerate(assets):
            f.write(f'  {{"/{name}", "{kind}", asset{i}, sizeof asset{i}, {len(data)}}},\n')
        f.write("  {0}};\n")
        f.write(f"const size_t kh_asset_count = {len(assets)};\n")

main()
