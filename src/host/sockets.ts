/** A port that something listens on. */
export interface ListeningSocket {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  readonly inode: string;
}

/** proc(5), /proc/net/tcp: `sl local_address rem_address st … inode`; state 0A is LISTEN, an unconnected UDP socket has 07. */
export function parseSockets(text: string, protocol: 'tcp' | 'udp'): readonly ListeningSocket[] {
  const state = protocol === 'tcp' ? '0A' : '07';
  return text
    .split('\n')
    .slice(1)
    .flatMap((line): readonly ListeningSocket[] => {
      const [, local = '', , st, , , , , , inode = ''] = line.trim().split(/\s+/);
      const port = Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16);
      return st === state && !Number.isNaN(port) ? [{ port, protocol, inode }] : [];
    });
}
