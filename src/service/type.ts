import type { Settings } from '../config/schema/service.ts';

/** How systemd knows that the service is up (Type=). What a timer or a path starts ends by itself, unless said otherwise. */
export function serviceType({ type, unit }: Settings): string {
  const ends = unit?.['Timer'] !== undefined || unit?.['Path'] !== undefined;
  return type ?? (ends ? 'oneshot' : 'exec');
}
