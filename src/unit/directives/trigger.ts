import { type DirectiveTable, many, one } from './directive.ts';

/** [Timer], systemd.timer(5). */
export const timerDirectives: DirectiveTable = {
  OnCalendar: many('calendar'),
  OnActiveSec: many('elapse'),
  OnBootSec: many('elapse'),
  OnStartupSec: many('elapse'),
  OnUnitActiveSec: many('elapse'),
  OnUnitInactiveSec: many('elapse'),
  OnClockChange: one('boolean', 242),
  OnTimezoneChange: one('boolean', 242),
  Persistent: one('boolean'),
  WakeSystem: one('boolean'),
  RemainAfterElapse: one('boolean'),
  FixedRandomDelay: one('boolean', 247),
  DeferReactivation: one('boolean', 257),
  AccuracySec: one('timespan'),
  RandomizedDelaySec: one('timespan'),
  RandomizedOffsetSec: one('timespan', 258),
  Unit: one('unit'),
};

/** [Path], systemd.path(5). */
export const pathDirectives: DirectiveTable = {
  PathExists: many('absoluteText'),
  PathExistsGlob: many('absoluteText'),
  PathChanged: many('absoluteText'),
  PathModified: many('absoluteText'),
  DirectoryNotEmpty: many('absoluteText'),
  Unit: one('unit'),
  MakeDirectory: one('boolean'),
  DirectoryMode: one('mode'),
  TriggerLimitIntervalSec: one('timespan', 250),
  TriggerLimitBurst: one('unsigned', 250),
};
