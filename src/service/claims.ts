import type { Definition } from '../config/decode.ts';
import type { Layer } from '../config/layers.ts';
import type { Settings } from '../config/schema/service.ts';
import type { ProjectFiles } from '../config/sources.ts';
import { diagnostic } from '../diagnostics/diagnostic.ts';
import type { Place } from '../diagnostics/place.ts';
import type { Draft, Workshop } from './drafts.ts';
import { assembleEnv } from './env.ts';
import { readPort, readPortWish, type PortClaim } from './ports.ts';
import type { Environment } from './service.ts';

/** The ports that a service wants: its own, and further ones. */
export function claimsOf(
  { definition, layer }: Draft,
  { environment, sources, diagnostics }: Workshop,
): readonly PortClaim[] {
  const claims: PortClaim[] = [];
  const { name } = definition;
  const { portType = 'http', ports = [] } = layer.value;
  const { port, at } = wishedPort(definition, layer, environment, sources);
  if (port !== undefined) {
    const wish = readPortWish(port);
    if (wish === undefined) diagnostics.push(diagnostic('port-invalid', at, { value: JSON.stringify(port) }));
    else claims.push({ environment: environment.name, service: name, wish, protocol: portType, at });
  }
  for (const [index, written] of ports.entries()) {
    const extra = readPort(written);
    const place = layer.placeOf(['ports', index]);
    if (extra === undefined)
      diagnostics.push(diagnostic('ports-invalid', place, { value: JSON.stringify(written) }));
    else
      claims.push({
        environment: environment.name,
        service: `${name} (${written})`,
        wish: { from: extra.number, to: extra.number, fixed: true },
        protocol: extra.protocol,
        at: place,
      });
  }
  return claims;
}

/** `port`, or else the PORT that the service's own environment says. */
function wishedPort(
  definition: Definition,
  { value, placeOf }: Layer<Settings>,
  environment: Environment,
  sources: ProjectFiles,
): { port?: string | number; at: Place } {
  if (value.port !== undefined) return { port: value.port, at: placeOf(['port']) };
  const found = assembleEnv(definition, value, placeOf, environment, sources, []).get('PORT');
  const shared = environment.env.get('PORT') ?? environment.variables.get('PORT');
  return found === undefined || found === shared
    ? { at: placeOf(['port']) }
    : { port: found.value, at: found.at };
}
