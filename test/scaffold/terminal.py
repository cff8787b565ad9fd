"""Runs a command on a terminal of its own: terminal.py FOLDER KEYS WORD..., where KEYS are sent one by one when the output rests."""
import json, os, pty, select, struct, sys, termios, fcntl, time

folder, keys, words = sys.argv[1], json.loads(sys.argv[2]), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    os.chdir(folder)
    os.execvp(words[0], words)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack('HHHH', 30, 80, 0, 0))

shown = b''
def read(seconds):
    global shown
    try:
        ready, _, _ = select.select([terminal], [], [], seconds)
        more = os.read(terminal, 65536) if ready else None
    except OSError:
        more = b''
    if more:
        shown += more
    return more

def rest():
    """Until a question stands there and nothing more comes, or the end."""
    before = len(shown)
    while True:
        more = read(30 if len(shown) == before else 0.4)
        if more is None or more == b'':
            return more is None

for key in keys:
    if not rest():
        break
    os.write(terminal, key.encode())
while read(30):
    pass
_, status = os.waitpid(pid, 0)
sys.stdout.write(json.dumps({'shown': shown.decode(), 'code': os.waitstatus_to_exitcode(status)}))
