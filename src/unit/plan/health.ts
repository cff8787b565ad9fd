import { diagnostic } from '../../diagnostics/diagnostic.ts';
import { quoted } from '../../diagnostics/printable.ts';
import type { Health, Service } from '../../service/service.ts';
import { serviceType } from '../../service/type.ts';
import { shellQuote } from '../../diagnostics/shell-quote.ts';
import { execCommand } from '../quote.ts';
import { secondsIn } from './seconds.ts';
import { putEncoded, type Sheet } from './sheet.ts';

/** Left of the start time-out after the poll gives up, so that the last error is printed before systemd ends the start. */
const marginOf = (seconds: number): number => Math.min(3, seconds / 4);

/**
 * `ExecStartPost=` that waits until the service answers, so that `After=` means "after it answers". Each try is bounded,
 * the poll ends at once when the main process is gone, and the last error is printed once on giving up.
 */
export function planHealth(service: Service, startTimeout: string | number, sheet: Sheet): void {
  const { health, placeOf } = service;
  if (health === undefined) return;
  const at = placeOf(['health']);
  if (serviceType(service.settings) === 'oneshot') {
    sheet.diagnostics.push(diagnostic('health-oneshot', at, { service: service.name }));
    return;
  }
  const problem = health.url === undefined ? undefined : urlProblem(health.url);
  if (problem !== undefined) {
    const url = quoted(health.url ?? '');
    sheet.diagnostics.push(diagnostic('health-url', placeOf(['health', 'url']), { url, problem }));
    return;
  }
  const script = pollScript(health, startTimeout);
  putEncoded(sheet, 'Service', 'ExecStartPost', execCommand('/bin/bash', ['-c', script]), script, at);
}

function pollScript(health: Health, startTimeout: string | number): string {
  const seconds = secondsIn(startTimeout) ?? 0;
  const budget =
    seconds === 0 || seconds === Infinity ? undefined : Math.max(1, Math.floor(seconds - marginOf(seconds)));
  const giveUp =
    budget === undefined
      ? ''
      : ` [ "$SECONDS" -lt ${budget} ] || { echo "health check failed: $e" >&2; exit 1; };`;
  return (
    `try() { ${tryOnce(health)}; }; ` +
    `until e=$(try 2>&1 >/dev/null); do [ -e "/proc/$MAINPID" ] || exit 1;${giveUp} sleep ${secondsOf(health.interval)}; done`
  );
}

function tryOnce({ url, command, timeout }: Health): string {
  if (url === undefined)
    return `timeout ${secondsOf(timeout)} /bin/bash -c ${shellQuote(command?.script ?? ':')}`;
  const curl = `curl -fsS -m ${secondsOf(timeout)} ${shellQuote(url)}`;
  const parsed = new URL(url);
  if (parsed.protocol !== 'http:') return curl;
  return `if command -v curl; then ${curl}; else ${withoutCurl(parsed, timeout)}; fi`;
}

/** A GET over bash's own /dev/tcp, for hosts without curl. */
function withoutCurl({ hostname, port, pathname, search }: URL, timeout: string | number): string {
  const host = hostname.replaceAll(/^\[|\]$/g, '');
  const request = shellQuote(
    `GET ${pathname}${search} HTTP/1.0\\r\\nHost: ${hostname}\\r\\n\\r\\n`.replaceAll('%', '%%'),
  );
  return `exec 3<>${shellQuote(`/dev/tcp/${host}/${port || 80}`)} && printf ${request} >&3 && read -rt ${Math.ceil(secondsOf(timeout))} _ s _ <&3 && [[ $s == [23]* ]]`;
}

const secondsOf = (span: string | number): number => secondsIn(span) ?? 1;

function urlProblem(url: string): string | undefined {
  if (!URL.canParse(url)) return 'it cannot be read';
  const { protocol, username, password } = new URL(url);
  if (protocol !== 'http:' && protocol !== 'https:') return 'it is neither http nor https';
  return username === '' && password === ''
    ? undefined
    : 'it holds credentials, which everyone on the host could read';
}
