import { type DirectiveTable, one } from './directive.ts';

/** systemd.kill(5). */
export const killDirectives: DirectiveTable = {
  SendSIGKILL: one('boolean'),
  SendSIGHUP: one('boolean'),
  KillMode: one('killMode'),
  KillSignal: one('signal'),
  RestartKillSignal: one('signal', 244),
  FinalKillSignal: one('signal', 240),
  WatchdogSignal: one('signal', 240),
};
