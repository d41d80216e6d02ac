#!/usr/bin/env python3
"""Writes the manual page and the shells' completions from what the program's commands say with --help; what meson runs.

usage: make_manual.py KHALDUN VERSION OUT_FOLDER      makes khaldun.1, khaldun (bash), _khaldun (zsh), khaldun.fish
"""
import os, re, subprocess, sys

OPTION = r"--[a-z][a-z-]*|-[A-Za-z]"

class Option:
    def __init__(self, names, value, text): self.names, self.value, self.text = names, value, text
    def choices(self):
        """Words to choose from, where the text is a list of them: "auto, text or html", "table (default) or jsonl"."""
        if not self.value or not re.fullmatch("KIND|FORMAT|LIST", self.value): return []
        words = re.split(r",\s*(?:or )?(?:some of )?| or |: ?", re.sub(r"\([^)]*\)", "", self.text))
        words = [w.strip() for w in words if w.strip()]
        return words if len(words) > 1 and all(re.fullmatch("[a-z]+", w) for w in words) else []
    def takes_file(self): return bool(self.value and re.match("FILE|DIR|DB|MODEL|PAGE|FOLDER", self.value))

class Command:
    def __init__(self, name, summary, help_text):
        self.name, self.summary, self.options = name, summary, []
        body, *examples = re.split(r"^examples?:\n", help_text, maxsplit=1, flags=re.M)
        self.examples = [re.sub("^  ", "", line) for e in examples for line in e.rstrip().splitlines()]
        lines = body.rstrip().splitlines()
        self.usage = []
        while lines and re.match(r"usage: | {7}khaldun ", lines[0]): self.usage.append(re.sub(r"^(usage: | {7})", "", lines.pop(0)))
        self.words = sorted({m.group(1) for u in self.usage for m in [re.match(rf"khaldun {name} ([a-z][a-z-]*)\b", u)] if m})
        self.body = lines
        for line in lines:
            if re.match(rf"(  )?({OPTION})", line): self.take(line.strip())
        for u in self.usage:
            for flag, value in re.findall(rf"(?<![\w-])({OPTION})(?: ([A-Z][\w.:-]*))?", re.split(r"\s{2,}", u)[0]): self.add([flag], value, "")
    def take(self, line):
        """"-j, --jobs N    threads": one option of two names; "--data FILE, --model FILE   other files": two."""
        left, _, text = line.partition("   ")
        as_in = re.match(r"(.*?) +(as (?:in|for) .*)", left)
        if as_in: left, text = as_in.groups()
        items = [re.match(rf"({OPTION})(?: (\S+))?$", item.strip()) for item in left.split(", ")]
        if not all(items): sys.exit(f"make_manual.py: khaldun {self.name} --help: cannot read the option line {line!r}")
        if len(items) == 2 and len(items[0][1]) == 2: self.add([items[0][1], items[1][1]], items[1][2], text.strip())
        else:
            for item in items: self.add([item[1]], item[2], text.strip())
    def add(self, names, value, text):
        for o in self.options:
            if set(o.names) & set(names):
                o.names += [n for n in names if n not in o.names]
                o.value, o.text = o.value or value, o.text or text
                return
        self.options.append(Option(list(names), value, text))

def gather(khaldun):
    def help_of(*args): return subprocess.run([khaldun, *args], capture_output=True, text=True, check=True).stdout
    general = help_of("help")
    commands = [Command(n, s, help_of(n, "--help")) for n, s in re.findall(r"^  ([a-z]+)\t(.*)$", general, re.M)]
    told = {}   # what a command leaves to another ("as in khaldun code") is told there
    for c in commands:
        for o in c.options:
            for n in o.names:
                if not o.text.startswith("as ") and (o.value or o.text) and (n not in told or not told[n].text): told[n] = o
    for c in commands:
        for o in c.options:
            for n in list(o.names):
                if n in told and (o.text.startswith("as ") or (o.value and not o.text)): c.add(o.names + told[n].names, o.value or told[n].value, ""); o.text = told[n].text
        merged, c.options = c.options, []
        for o in merged: c.add(o.names, o.value, o.text)
        c.add(["--help"], None, "what the command does")
    return general, commands

# ---- the manual page

def troff(s): return re.sub(r"(?m)^([.'])", r"\\&\1", s.replace("\\", "\\e").replace("-", "\\-"))

def literal(lines): return ".RS 4\n.nf\n" + troff("\n".join(lines)) + "\n.fi\n.RE\n"

def manual(general, commands, version):
    about, rest = general.split("\n", 1)
    out = [f'.TH KHALDUN 1 "" "khaldun {version}" "User Commands"\n.SH NAME\nkhaldun \\- news reports into records of who did what to whom\n.SH SYNOPSIS\n']
    out.append(".nf\n" + "\n".join(troff(u) for c in commands for u in [re.split(r"\s{3,}", x)[0] for x in c.usage]) + "\n.fi\n")
    out.append(".SH DESCRIPTION\n" + troff(about) + """
Each record points at its words in the report and names the rule that made it. The same input gives the same bytes.
Nothing is sent anywhere; only
.B khaldun fetch
uses a network.
.SH COMMANDS
""")
    for c in commands:
        out.append(f".SS khaldun {c.name}\n{troff(c.summary[0].upper() + c.summary[1:])}.\n.PP\n.nf\n{troff(chr(10).join(c.usage))}\n.fi\n")
        block, after = [], False
        def flush():
            if block: out.append(literal(block)); block.clear()
        for line in c.body:
            option = re.match(rf"(?:  )?((?:{OPTION})\S*.*)", line)
            if not line.strip(): flush(); out.append(".PP\n"); continue
            if option:
                flush()
                left, _, text = option[1].partition("   ")
                out.append(".TP\n.B " + troff(left) + "\n" + (troff(text.strip()) + "\n" if text.strip() else "\\&\n"))
            elif line.startswith("  "): block.append(line[2:])
            else: flush(); out.append(troff(line) + "\n")
        flush()
        if c.examples: out.append(".PP\nExamples:\n" + literal(c.examples))
    status = re.search(r"exit status: (.*)", rest)
    out.append(""".SH FILES
.TP
.I khaldun.dat
lexicon, actors, places, rules
.TP
.I english.khm
the model that reads English
.TP
.I accurate.khm
two networks that read it together
.RI ( "\\-\\-model accurate" ):
better trees, at half the speed
.PP
Both are looked for where
.BR \\-\\-data " and " \\-\\-model
say (a model's bare name is looked for among those installed), then where the environment says, beside the program, in
.I ../share/khaldun
from the program or the library, and in the folder that the program was installed for.
.SH ENVIRONMENT
.TP
.BR KHALDUN_DATA ", " KHALDUN_MODEL
other data and model files
.TP
.B NO_COLOR
no colours on terminals
.SH EXIT STATUS
""" + troff(status[1][0].upper() + status[1][1:]) + """.
.SH EXAMPLES
""" + literal([l[2:] for l in re.search(r"examples:\n(.*?)\n\n", rest, re.S)[1].splitlines()]) + """.SH SEE ALSO
The formats of records and databases, the codebook and the accuracy are described in the documentation that comes with the program;
the library in
.IR khaldun.h .
""")
    return "".join(out)

# ---- completions

def bash(commands):
    names = " ".join(c.name for c in commands)
    cases = "".join(f'    {c.name}) words="{" ".join(c.words)}" options="{" ".join(n for o in c.options for n in o.names)}" ;;\n' for c in commands)
    values = "".join(f'    "{c.name} {n}") COMPREPLY=($(compgen -W "{" ".join(o.choices())}" -- "$word")); return ;;\n' for c in commands for o in c.options if o.choices() for n in o.names)
    free = "|".join(f'"{c.name} {n}"' for c in commands for o in c.options if o.value and not o.choices() and not o.takes_file() for n in o.names)
    return f"""# bash completion for khaldun, made from its --help
_khaldun() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} command=${{COMP_WORDS[1]}} words= options=
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "help {names}" -- "$word"))
    return
  fi
  case "$command $before" in
{values}    {free}) COMPREPLY=(); return ;;
  esac
  case "$command" in
    help) words="{names}" ;;
{cases}  esac
  if [ "$command" = help ] || {{ [ "$COMP_CWORD" -eq 2 ] && [ -n "$words" ] && [ "${{word#-}}" = "$word" ]; }}; then COMPREPLY=($(compgen -W "$words" -- "$word"))
  elif [ "${{word#-}}" != "$word" ]; then COMPREPLY=($(compgen -W "$options" -- "$word"))
  else COMPREPLY=($(compgen -f -- "$word"))
  fi
}}
complete -o filenames -F _khaldun khaldun
"""

def quoted(s): return "'" + s.replace("'", "'\\''") + "'"

def zsh(commands):
    def spec(o):
        text = re.sub(r"([\[\]:\\])", r"\\\1", o.text)
        value = "" if not o.value else f":{o.value.lower()}:" + (f"({' '.join(o.choices())})" if o.choices() else "_files" if o.takes_file() else " ")
        exclude = f"({' '.join(o.names)})" if len(o.names) > 1 else "*"
        return " ".join(quoted(f"{exclude}{n}[{text}]{value}") for n in o.names)
    listed = "\n".join("    " + quoted(c.name + ":" + c.summary.replace(":", "\\:")) for c in commands)
    cases = "".join(f"  {c.name})\n    _arguments -S -s \\\n" + "".join(f"      {spec(o)} \\\n" for o in c.options)
                    + (f"      '1:what:({' '.join(c.words)})' \\\n" if c.words else "") + "      '*:file:_files'\n    ;;\n" for c in commands)
    return f"""#compdef khaldun
# zsh completion for khaldun, made from its --help
local -a khaldun_commands
khaldun_commands=(
{listed}
    'help:what a command does'
)
if (( CURRENT == 2 )); then
  _describe command khaldun_commands
  return
fi
shift words
(( CURRENT-- ))
case $words[1] in
  help) _describe command khaldun_commands ;;
{cases}esac
"""

def fish(commands):
    def q(s): return "'" + s.replace("\\", "\\\\").replace("'", "\\'") + "'"
    out = ["# fish completion for khaldun, made from its --help\n"]
    for name, summary in [(c.name, c.summary) for c in commands] + [("help", "what a command does")]:
        out.append(f"complete -c khaldun -n __fish_use_subcommand -f -a {name} -d {q(summary)}\n")
    out.append(f"complete -c khaldun -n '__fish_seen_subcommand_from help' -f -a '{' '.join(c.name for c in commands)}'\n")
    for c in commands:
        seen = f"'__fish_seen_subcommand_from {c.name}'"
        if c.words: out.append(f"complete -c khaldun -n '__fish_seen_subcommand_from {c.name}; and not __fish_seen_subcommand_from {' '.join(c.words)}' -a '{' '.join(c.words)}'\n")
        for o in c.options:
            flags = " ".join(("-l " + n[2:]) if n.startswith("--") else ("-s " + n[1:]) for n in o.names)
            value = "" if not o.value else f" -x -a '{' '.join(o.choices())}'" if o.choices() else " -r" if o.takes_file() else " -x"
            out.append(f"complete -c khaldun -n {seen} {flags}{value}" + (f" -d {q(o.text)}" if o.text else "") + "\n")
    return "".join(out)

def main():
    if len(sys.argv) != 4: sys.exit(__doc__)
    khaldun, version, folder = sys.argv[1:]
    general, commands = gather(khaldun)
    for name, text in (("khaldun.1", manual(general, commands, version)), ("khaldun", bash(commands)), ("_khaldun", zsh(commands)), ("khaldun.fish", fish(commands))):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f: f.write(text)

main()
