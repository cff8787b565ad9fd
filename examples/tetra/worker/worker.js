// Works through a queue of JSON files: `<dir>/queue/<name>/*.json` end in `done` or `failed` beside it.
// <dir> is WORKER_DIR, else systemd's STATE_DIRECTORY, else TETRA_DIR.
import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';

const POLL_MILLISECONDS = 250;

const { values } = parseArgs({ options: { queue: { type: 'string', default: 'jobs' } } });
const directory = workDirectory();
const heartbeatMilliseconds = secondsFrom('WORKER_HEARTBEAT_SECONDS', 5) * 1000;
const stopping = new AbortController();
for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => stop(signal));

const places = {};
for (const place of ['queue', 'done', 'failed']) {
  places[place] = join(directory, place, values.queue);
  await mkdir(places[place], { recursive: true });
}
console.log(`worker: watching ${places.queue}`);

const handled = { done: 0, failed: 0 };
let nextHeartbeat = 0;
while (!stopping.signal.aborted) {
  await beat();
  for (const file of await waiting()) {
    if (stopping.signal.aborted) break;
    await work(file);
  }
  await sleep(POLL_MILLISECONDS, undefined, { signal: stopping.signal }).catch(() => {});
}
console.log(`worker: stopped, ${handled.done} done, ${handled.failed} failed`);

/** Oldest name first; a name without `.json` is still being written. */
async function waiting() {
  const names = await readdir(places.queue);
  return names.filter((name) => name.endsWith('.json')).sort();
}

async function work(file) {
  const outcome = await perform(join(places.queue, file));
  await rename(join(places.queue, file), join(places[outcome], file));
  handled[outcome] += 1;
  console.log(`worker: ${file} ${outcome}`);
}

/** A job is `{ "task": "…" }`. What a real worker does with it stands here. */
async function perform(path) {
  try {
    const job = JSON.parse(await readFile(path, 'utf8'));
    return typeof job?.task === 'string' ? 'done' : 'failed';
  } catch {
    return 'failed';
  }
}

/** Says that we live, in a file for the health check and in a line for the log. */
async function beat() {
  if (Date.now() < nextHeartbeat) return;
  nextHeartbeat = Date.now() + heartbeatMilliseconds;
  const line = `${new Date().toISOString()} ${handled.done} done, ${handled.failed} failed`;
  await writeFile(join(directory, 'heartbeat'), `${line}\n`);
  console.log(`worker: alive, ${handled.done} done, ${handled.failed} failed`);
}

function stop(signal) {
  console.log(`worker: ${signal}: stopping`);
  stopping.abort();
}

function workDirectory() {
  // STATE_DIRECTORY lists several directories with colons when the unit declares several.
  const found = process.env.WORKER_DIR || process.env.STATE_DIRECTORY?.split(':')[0] || process.env.TETRA_DIR;
  if (!found)
    fail('WORKER_DIR is not set: say where the queue lies (STATE_DIRECTORY and TETRA_DIR serve, too)');
  return found;
}

function secondsFrom(name, otherwise) {
  const seconds = Number(process.env[name] || otherwise);
  if (!(seconds > 0)) fail(`${name} is '${process.env[name]}', not a number of seconds`);
  return seconds;
}

function fail(message) {
  console.error(`worker: ${message}`);
  process.exit(1);
}
