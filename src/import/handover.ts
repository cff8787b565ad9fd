import { shellQuote } from '../service/shell-words.ts';
import type { Draft } from './draft.ts';

/** One app of PM2 and the units that take its place. */
export interface Handed {
  /** Name in PM2. */
  readonly app: string;
  readonly units: readonly string[];
  /** The first port of its units, where it has one. */
  readonly port: number | undefined;
}

/** The apps of a draft in the order of its file, with units as they are named in production. */
export function handedOver(draft: Draft, project: string): readonly Handed[] {
  const overrides = draft.environments['production']?.services ?? {};
  return (draft.apps ?? []).map(({ app, services }) => ({
    app,
    units: services.map(
      (name) => `${name === project ? project : `${project}-${name}`}.${typeOf(name, draft)}`,
    ),
    port: services.flatMap((name) => {
      const override = overrides[name];
      const own = draft.services.find((one) => one.name === name)?.settings.port;
      const port = (override === false ? undefined : override?.port) ?? own;
      return typeof port === 'number' ? [port] : [];
    })[0],
  }));
}

/** A job is moved by its timer: starting the service would run it now, and it would end. */
function typeOf(service: string, draft: Draft): 'service' | 'timer' {
  const own = draft.services.find(({ name }) => name === service);
  return own?.settings.unit?.Timer === undefined ? 'service' : 'timer';
}

/** A bash script that moves a host from PM2 to the units, one app after the other, and back with `--back`. */
export const renderHandover = (draft: Draft, project: string): string =>
  `${HEAD}${handedOver(draft, project).map(callOf).join('\n')}\n${tailOf(project)}`;

const callOf = ({ app, units, port }: Handed): string =>
  `  "$move" ${[shellQuote(app), port ?? '-', ...units].join(' ')}`;

const HEAD = `#!/usr/bin/env bash
# Moves this host from PM2 to systemd, one app after the other, and back with --back. Made by tsm import; read it first.
# Before: tsm generate, and on this host tsm install @production. It may be run again at any time: what is moved stays.
# Run it as the user whose PM2 it is; systemctl is called with sudo unless that is root.
set -euo pipefail

WAIT=\${WAIT:-30}    # seconds that a port may take to be free, or to answer
SETTLE=\${SETTLE:-3} # seconds that a service without a port must stay up

say() { printf '%s\\n' "$*" >&2; }
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
is_up() { systemctl is-active --quiet "$1"; }

# processes APP: number and process of each that has exactly this name in PM2, to which "all" or "--help" mean something else.
processes() {
  pm2 jlist 2>/dev/null | node -e '
    const { argv, stdout } = require("process");
    const lines = require("fs").readFileSync(0, "utf8").split("\\n");
    const json = lines.filter((line) => /^\\[(\\{|\\]$)/.test(line)).pop() || "[]";
    for (const { name, pm_id, pid } of JSON.parse(json))
      if (name === argv[1]) stdout.write(pm_id + " " + (pid || 0) + "\\n");' -- "$1"
}
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
  for unit in "$@"; do is_up "$unit" || return 1; done
}

# forward APP PORT UNIT…: from PM2 to systemd. PORT is - where the app has none.
forward() {
  local app=$1 port=$2 unit missing=''
  shift 2
  for unit in "$@"; do is_up "$unit" || missing=yes; done
  if [ -z "$missing" ] && ! runs_in_pm2 "$app"; then say "$app: moved already"; return; fi
  for unit in "$@"; do
    systemctl cat "$unit" >/dev/null 2>&1 || { say "$app: $unit is not installed; nothing was done. Run tsm install first."; exit 1; }
  done
  if [ "$port" != - ] && runs_in_pm2 "$app" && ! answers "$port"; then say "$app: nothing answers on port $port now; going on"; fi
  if runs_in_pm2 "$app"; then in_pm2 stop "$app"; fi
  if [ "$port" != - ] && [ -n "$missing" ] && ! within is_free "$port"; then
    say "$app: port $port is still taken after PM2 stopped it"
    restore "$app"
  fi
  if ! start_units "$port" "$@" || { [ "$port" != - ] && ! within answers "$port"; }; then
    say "$app: the unit did not come up; see: journalctl -u $1 -n 50"
    stop_units "$@" || true
    restore "$app"
  fi
  say "$app: runs as $*"
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
  if [ -n "$up" ]; then stop_units "$@"; fi
  if [ "$port" != - ] && ! runs_in_pm2 "$app" && ! within is_free "$port"; then
    say "$app: port $port is still taken after its unit was stopped"
    exit 1
  fi
  runs_in_pm2 "$app" || in_pm2 start "$app"
  if [ "$port" != - ] && ! within answers "$port"; then
    say "$app: PM2 started it, but port $port does not answer"
    exit 1
  fi
  say "$app: runs in PM2 again"
}

move_all() {
  local move=$1
`;

const tailOf = (project: string): string => `}

case "\${1-}" in
  '')
    move_all forward
    as_root systemctl start ${project}.target
    say 'All apps run as units. To have PM2 forget them: pm2 delete all && pm2 save --force && pm2 unstartup'
    ;;
  --back) move_all backward ;;
  *)
    say "usage: $0 [--back]"
    exit 2
    ;;
esac
`;
