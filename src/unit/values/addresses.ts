import { blankWords, clearable, each, either, holds, pattern } from './rule.ts';

const ipv4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const ipv6 = (value: string): boolean =>
  /^[0-9A-Fa-f:.]+$/.test(value) && value.includes(':') && URL.canParse(`http://[${value}]/`);
const isAddress = (value: string): boolean => {
  const [address = '', prefix, rest] = value.split('/');
  const bits = ipv4.test(address) ? 32 : ipv6(address) ? 128 : -1;
  return (
    rest === undefined &&
    bits > 0 &&
    (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))
  );
};
const ipAddresses = each(
  blankWords,
  either(
    pattern(/^(?:any|localhost|link-local|multicast)$/, 'it must be a name'),
    holds(isAddress, 'it must be an address such as 10.0.0.0/8, or any, localhost, link-local, multicast'),
  ),
);

const isPort = (value: string): boolean => /^[1-9]\d{0,4}$/.test(value) && Number(value) <= 65_535;
/** ListenStream=, ListenDatagram=: a path, an abstract name, a port, or address and port. */
const listenStream = holds((value) => {
  if (/^[/@%]/.test(value)) return value.length > 1 && new TextEncoder().encode(value).length <= 107;
  if (isPort(value)) return true;
  const [, address = '', port = ''] =
    /^\[([^\]]+)\]:(\d+)$/.exec(value) ?? /^([\d.]+):(\d+)$/.exec(value) ?? [];
  return (isPort(port) && (ipv4.test(address) || ipv6(address))) || /^vsock:\d*:\d+$/.test(value);
}, 'it must be a path, a port, ADDRESS:PORT or [IPv6]:PORT; a socket path has at most 107 bytes');

const isPortRange = (value: string): boolean => {
  const [first = '', last = first, rest] = value.split('-');
  return isPort(first) && isPort(last) && Number(first) <= Number(last) && rest === undefined;
};
/** SocketBindAllow=. */
const socketBind = clearable(
  holds(
    (value) => value === 'any' || isPortRange(value.replace(/^(?:ipv[46]:)?(?:(?:tcp|udp):)?/, '')),
    'it must be any, or a port such as tcp:8080 or ipv6:udp:5000-5010',
  ),
);

/** Addresses and ports. */
export const addressValidators = { ipAddresses, listenStream: clearable(listenStream), socketBind };
