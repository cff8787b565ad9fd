import { type DirectiveTable, many } from './directive.ts';

/** systemd.unit(5) "Conditions and Asserts": each exists with both prefixes. */
const checks: DirectiveTable = {
  PathExists: many('conditionPath'),
  PathExistsGlob: many('conditionPath'),
  PathIsDirectory: many('conditionPath'),
  PathIsSymbolicLink: many('conditionPath'),
  PathIsMountPoint: many('conditionPath'),
  PathIsReadWrite: many('conditionPath'),
  PathIsEncrypted: many('conditionPath', 246),
  PathIsSocket: many('conditionPath', 260),
  DirectoryNotEmpty: many('conditionPath'),
  FileNotEmpty: many('conditionPath'),
  FileIsExecutable: many('conditionPath'),
  NeedsUpdate: many('text'),
  FirstBoot: many('text'),
  Architecture: many('text'),
  Virtualization: many('text'),
  Host: many('text'),
  Fraction: many('text', 261),
  KernelCommandLine: many('text'),
  KernelVersion: many('text'),
  Version: many('text', 258),
  Credential: many('text', 252),
  Security: many('text'),
  Capability: many('text'),
  ACPower: many('text'),
  Memory: many('text', 244),
  CPUFeature: many('text', 248),
  CPUs: many('text', 244),
  Environment: many('text', 246),
  User: many('text'),
  Group: many('text'),
  ControlGroupController: many('text'),
  OSRelease: many('text', 249),
  MachineTag: many('text', 261),
  MemoryPressure: many('text', 250),
  CPUPressure: many('text', 250),
  IOPressure: many('text', 250),
  KernelModuleLoaded: many('text', 258),
};

const prefixed = (prefix: string, table: DirectiveTable): DirectiveTable =>
  Object.fromEntries(Object.entries(table).map(([check, facts]) => [prefix + check, facts]));

/** The conditions and assertions of [Unit]. There is no AssertFirmware=. */
export const conditionDirectives: DirectiveTable = {
  ...prefixed('Condition', { ...checks, Firmware: many('text', 249) }),
  ...prefixed('Assert', checks),
};
