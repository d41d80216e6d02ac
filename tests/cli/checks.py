"""What a test finds, counted; the closing line is what scripts/test adds up."""
import sys

passed = failed = 0

def check(ok, what):
    global passed, failed
    if ok: passed += 1
    else: failed += 1; print("not so:", what)

def finish(skipped=0):
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    sys.exit(failed > 0)
