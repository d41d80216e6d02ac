#!/bin/sh
# The example C program runs on the bundled reports and counts events of at least three types.
out=$("$1" 2020-03-07 "$2"/battle.txt "$2"/page.html "$2"/reports.jsonl) || { echo "not so: it fails"; echo "0 passed, 1 failed, 0 skipped"; exit 1; }
echo "$out"
if [ "$(echo "$out" | wc -l)" -ge 3 ] && echo "$out" | grep -q '^ASSAULT *[1-9]'; then echo "1 passed, 0 failed, 0 skipped"
else echo "not so: too few events"; echo "0 passed, 1 failed, 0 skipped"; exit 1; fi
