"""Types into an interactive shell on a terminal of its own, and prints the edited line after each try as JSON.

Usage: type-into-shell.py SHELL SETUP TYPED... ; SETUP binds Ctrl-G to print <<<the line>>> and to empty it.
"""

import json, os, pty, select, sys, time

shell, setup, *tries = sys.argv[1:]
argv = {'bash': ['bash', '--norc', '--noprofile', '-i'], 'zsh': ['zsh', '-f', '-i']}[shell]
pid, terminal = pty.fork()
if pid == 0:
    os.environ.update(TERM='dumb', PS1='> ', PS2='')
    os.execvp(argv[0], argv)

shown = b''


def wait_for(mark, start):
    """Reads until the mark is shown behind `start`."""
    global shown
    end = time.time() + 60
    while time.time() < end and shown.find(mark, start) < 0:
        if select.select([terminal], [], [], 0.2)[0]:
            shown += os.read(terminal, 65536)
    return shown.find(mark, start)


# Written in two halves, since the terminal echoes what is typed.
os.write(terminal, (setup + '\necho REA""DY\n').encode())
wait_for(b'READY\r\n', 0)
lines = []
for typed in tries:
    start = len(shown)
    os.write(terminal, typed.encode() + b'\t\x07')
    wait_for(b'>>>', start)
    begin = shown.rfind(b'<<<')
    lines.append(shown[begin + 3 : shown.find(b'>>>', begin)].decode())
print(json.dumps(lines))
os.write(terminal, b'\x15exit\n')
