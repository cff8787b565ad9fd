/** How the script that moves a host from PM2 begins: everything but the list of apps. */
export const HEAD = `#!/usr/bin/env bash
# Moves this host from PM2 to systemd, one app after the other, and back with --back. Made by tsm import; read it first.
# Before: tsm generate, and on this host tsm install @production. It may be run again at any time: what is moved stays.
# Run it as the user whose PM2 it is; systemctl is called with sudo unless that is root.
set -euo pipefail

WAIT=\${WAIT:-30}    # seconds that a port may take to be free, or to answer
SETTLE=\${SETTLE:-3} # seconds that a service without a port must stay up

say() { printf '%s\\n' "$*" >&2; }
for program in pm2 node; do
  if ! command -v "$program" >/dev/null; then
    say "$program is not in the PATH of $(id -un): $PATH"
    exit 1
  fi
done
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
is_up() { systemctl is-active --quiet "$1"; }
property() { systemctl show --property="$2" --value "$1" 2>/dev/null; }
# has_ended UNIT: it is not to be started again, was started, and ended well by itself.
has_ended() {
  [ "$(property "$1" Restart)" = no ] && [ "$(property "$1" Result)" = success ] &&
    [ "$(property "$1" ExecMainCode)" = 1 ]
}
is_done() { is_up "$1" || has_ended "$1"; }

# processes APP: number and process of each that has exactly this name in PM2, to which "all" or "--help" mean something else.
processes() {
  pm2 jlist 2>/dev/null | node -e '
    const { argv, stdout } = require("process");
    const lines = require("fs").readFileSync(0, "utf8").split("\\n");
    const json = lines.filter((line) => /^\\[(\\{|\\]$)/.test(line)).pop() || "[]";
    for (const { name, pm_id, pid } of JSON.parse(json))
      if (name === argv[1]) stdout.write(pm_id + " " + (pid || 0) + "\\n");' -- "$1"
}
is_in_pm2() { [ -n "$(processes "$1")" ]; }
runs_in_pm2() { [ -n "$(processes "$1" | cut -d ' ' -f 2 | tr -dc '1-9')" ]; }
# in_pm2 VERB APP
in_pm2() {
  local numbers
  mapfile -t numbers < <(processes "$2" | cut -d ' ' -f 1)
  if [ "\${#numbers[@]}" -eq 0 ]; then
    say "$2: PM2 has no app of that name"
    return 1
  fi
  pm2 "$1" "\${numbers[@]}" >/dev/null
}

# within COMMAND…: tries until it succeeds, for as long as WAIT says.
within() {
  local end=$((SECONDS + WAIT))
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.2
  done
}
is_free() { ! answers "$1"; }

# stop_units UNIT…, start_units PORT UNIT…
stop_units() { as_root systemctl stop "$@"; }
start_units() {
  local port=$1 unit
  shift
  as_root systemctl start "$@" || return 1
  [ "$port" != - ] || sleep "$SETTLE"
  for unit in "$@"; do is_done "$unit" || return 1; done
}

# hold TARGET: the target alone, since systemd forgets how a job ended that nothing which runs wants.
hold() {
  if systemctl cat "$1" >/dev/null 2>&1; then as_root systemctl start --job-mode=ignore-dependencies "$1"; fi
}
# start_rest TARGET: what it wants beside the apps. Starting the target itself would run jobs again that have ended.
start_rest() {
  local unit
  for unit in $(property "$1" Wants); do is_done "$unit" || as_root systemctl start "$unit"; done
}

# What an interruption would leave down: undo is the command that brings it up again.
undo=()
interrupted() {
  trap '' INT TERM HUP
  if [ "\${#undo[@]}" -gt 0 ]; then "\${undo[@]}" || true; fi
  say 'Interrupted. Run it again at any time; what is moved stays.'
  exit 130
}
trap interrupted INT TERM HUP

# forward APP PORT UNIT…: from PM2 to systemd. PORT is - where the app has none.
forward() {
  local app=$1 port=$2 unit missing=''
  shift 2
  for unit in "$@"; do is_done "$unit" || missing=yes; done
  if [ -z "$missing" ] && ! runs_in_pm2 "$app"; then say "$app: moved already"; return; fi
  for unit in "$@"; do
    systemctl cat "$unit" >/dev/null 2>&1 || { say "$app: $unit is not installed; nothing was done. Run tsm install first."; exit 1; }
  done
  if ! is_in_pm2 "$app" && [ -n "$missing" ]; then
    say "$app: the PM2 of $(id -un) has no app of that name; nothing was done. Run this as the user whose PM2 it is, or, if nothing runs it, systemctl start $*"
    exit 1
  fi
  if [ "$port" != - ] && runs_in_pm2 "$app" && ! answers "$port"; then
    say "$app: nothing answers on port $port now, so no answer is waited for"
    port=-
  fi
  if runs_in_pm2 "$app"; then
    undo=(give_back "$app" "$@")
    in_pm2 stop "$app"
  fi
  if [ "$port" != - ] && [ -n "$missing" ] && ! within is_free "$port"; then
    say "$app: port $port is still taken after PM2 stopped it"
    restore "$app"
  fi
  if ! start_units "$port" "$@" || { [ "$port" != - ] && ! within answers "$port"; }; then
    say "$app: the unit did not come up; see: journalctl -u $1 -n 50"
    stop_units "$@" || true
    restore "$app"
  fi
  undo=()
  if is_up "$1"; then say "$app: runs as $*"; else say "$app: ran as $* and has ended"; fi
}

# give_back APP UNIT…: undoes a move that was interrupted.
give_back() {
  local app=$1
  shift
  stop_units "$@" || true
  in_pm2 start "$app" && say "$app: runs in PM2 again"
}

# restore APP: starts it in PM2 again and ends here; what was moved before stays moved.
restore() {
  in_pm2 start "$1" && say "$1: runs in PM2 again"
  exit 1
}

# backward APP PORT UNIT…: from systemd to PM2.
backward() {
  local app=$1 port=$2 unit up=''
  shift 2
  for unit in "$@"; do if is_up "$unit"; then up=yes; fi; done
  if [ -z "$up" ] && runs_in_pm2 "$app"; then say "$app: in PM2 already"; return; fi
  if ! is_in_pm2 "$app"; then
    say "$app: the PM2 of $(id -un) has no app of that name; nothing was done, so that it is not down"
    exit 1
  fi
  if [ "$port" != - ] && [ -n "$up" ] && ! answers "$port"; then
    say "$app: nothing answers on port $port now, so no answer is waited for"
    port=-
  fi
  if [ -n "$up" ]; then
    undo=(as_root systemctl start "$@")
    stop_units "$@"
  fi
  if [ "$port" != - ] && ! runs_in_pm2 "$app" && ! within is_free "$port"; then
    say "$app: port $port is still taken after its unit was stopped"
    exit 1
  fi
  runs_in_pm2 "$app" || in_pm2 start "$app"
  undo=()
  if [ "$port" != - ] && ! within answers "$port"; then
    say "$app: PM2 started it, but port $port does not answer"
    exit 1
  fi
  say "$app: runs in PM2 again"
}

move_all() {
  local move=$1
`;
