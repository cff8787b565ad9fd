import { type DirectiveTable, links, many, one } from './directive.ts';

/** [Install], systemd.unit(5). */
export const installDirectives: DirectiveTable = links({
  Alias: many('units'),
  WantedBy: many('units'),
  RequiredBy: many('units'),
  UpheldBy: many('units', 254),
  Also: many('units'),
  DefaultInstance: one('text'),
});
