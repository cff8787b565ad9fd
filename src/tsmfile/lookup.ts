import { refuse, type Binding, type Node, type Reading } from './context.ts';
import { isSetByBash, nearestName } from './names.ts';

/** Value of `$NAME`, or undefined after a complaint. */
export function readName(name: string, node: Node, reading: Reading): string | undefined {
  const binding = reading.lookup(name);
  const value = binding && scalarOf(binding);
  if (value === undefined) refuseUnset(name, node, reading);
  else use(name, binding, reading);
  return value;
}

/** An array without an index is its first word, and unset when it has none. */
export const scalarOf = ({ value }: Binding): string | undefined =>
  typeof value === 'string' ? value : value[0];

/** Complains about a name that has no value, or has one only in a running bash. */
export function refuseUnset(name: string, node: Node, reading: Reading): void {
  if (!reading.live) return;
  if (isSetByBash(name)) refuse(reading, 'shell-variable', node, { name });
  else refuse(reading, 'unset-variable', node, { name, nearest: nearestName(name, reading.names()) });
}

/** Notes that `name` went into the value, with all it was made from. */
export function use(name: string, binding: Binding | undefined, { uses }: Reading): void {
  uses.add(name);
  for (const other of binding?.uses ?? []) uses.add(other);
}
