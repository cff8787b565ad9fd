// Generated from the schema and the table of directives. Do not edit: run npm run types

export type WrittenHealth =
  | string
  | {
      /** Healthy when a GET of this URL answers with a 2xx or 3xx status. */
      url?: string;
      /** Healthy when this shell command succeeds. */
      command?: string;
      /** Pause between two tries, 250 ms if not said. */
      interval?: string | number;
      /** How long one try may take, 2 s if not said. */
      timeout?: string | number;
    };
export type WrittenRestart =
  | ('no' | 'on-success' | 'on-failure' | 'on-abnormal' | 'on-watchdog' | 'on-abort' | 'always')
  | {
      /** When systemd starts the service again by itself (Restart=). */
      policy?: 'no' | 'on-success' | 'on-failure' | 'on-abnormal' | 'on-watchdog' | 'on-abort' | 'always';
      /** Pause before a restart: `5s` (RestartSec=). */
      delay?: string | number;
      /** The pause grows up to this after repeated failures (RestartMaxDelaySec=, systemd 254). */
      maxDelay?: string | number;
      /** In how many steps the pause grows to `maxDelay` (RestartSteps=, systemd 254). */
      steps?: number;
      /** When systemd gives up: more than `burst` starts within `interval`; `false` never gives up. */
      limit?:
        | false
        | {
            /** How many starts within `interval` (StartLimitBurst=). */
            burst: number;
            /** The time in which starts are counted (StartLimitIntervalSec=). */
            interval: string | number;
          };
    };
export type WrittenHardening =
  | ('off' | 'relaxed' | 'strict')
  | {
      /** The set to start from. */
      preset?: 'off' | 'relaxed' | 'strict';
      /** systemd.exec(5). It must be an absolute path without ".." parts. */
      RootDirectory?: string | number;
      /** systemd.exec(5). It must be an absolute path without ".." parts. */
      RootImage?: string | number;
      /** systemd.exec(5), systemd 247 and newer. A list; an empty text clears what was there. */
      RootImageOptions?: (string | number) | (string | number)[];
      /** systemd.exec(5), systemd 254 and newer. */
      RootImagePolicy?: string | number;
      /** systemd.exec(5), systemd 246 and newer. */
      RootHash?: string | number;
      /** systemd.exec(5), systemd 246 and newer. */
      RootHashSignature?: string | number;
      /** systemd.exec(5), systemd 246 and newer. It must be an absolute path without ".." parts. */
      RootVerity?: string | number;
      /** systemd.exec(5), systemd 254 and newer. */
      RootEphemeral?: ('yes' | 'no') | boolean;
      /** systemd.exec(5), systemd 260 and newer. It must be an absolute path without ".." parts. */
      RootMStack?: string | number;
      /** systemd.exec(5), systemd 251 and newer. A list; an empty text clears what was there. */
      ExtensionDirectories?: (string | number) | (string | number)[];
      /** systemd.exec(5), systemd 248 and newer. A list; an empty text clears what was there. */
      ExtensionImages?: (string | number) | (string | number)[];
      /** systemd.exec(5), systemd 254 and newer. */
      ExtensionImagePolicy?: string | number;
      /** systemd.exec(5), systemd 247 and newer. A list; an empty text clears what was there. */
      MountImages?: (string | number) | (string | number)[];
      /** systemd.exec(5), systemd 254 and newer. */
      MountImagePolicy?: string | number;
      /** systemd.exec(5). */
      DynamicUser?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). */
      RemoveIPC?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). Each must be one of keep-caps, no-setuid-fixup, noroot, each with or without -locked. A list; an empty text clears what was there. */
      SecureBits?: (string | number) | (string | number)[];
      /** systemd.exec(5). Each must be a capability such as CAP_NET_BIND_SERVICE. A list; an empty text clears what was there. */
      CapabilityBoundingSet?: (string | number) | (string | number)[];
      /** systemd.exec(5). Each must be a capability such as CAP_NET_BIND_SERVICE. A list; an empty text clears what was there. */
      AmbientCapabilities?: (string | number) | (string | number)[];
      /** systemd.exec(5). */
      NoNewPrivileges?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). */
      KeyringMode?: 'inherit' | 'private' | 'shared';
      /** systemd.exec(5), systemd 247 and newer. */
      ProtectProc?: 'noaccess' | 'invisible' | 'ptraceable' | 'default';
      /** systemd.exec(5), systemd 247 and newer. */
      ProcSubset?: 'all' | 'pid';
      /** systemd.exec(5), systemd 258 and newer. */
      PrivateBPF?: ('yes' | 'no') | boolean;
      /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
      BPFDelegateCommands?: (string | number) | (string | number)[];
      /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
      BPFDelegateMaps?: (string | number) | (string | number)[];
      /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
      BPFDelegatePrograms?: (string | number) | (string | number)[];
      /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
      BPFDelegateAttachments?: (string | number) | (string | number)[];
      /** systemd.exec(5). Each must be a system call or a group such as @system-service. A list; an empty text clears what was there. */
      SystemCallFilter?: (string | number) | (string | number)[];
      /** systemd.exec(5). Each must be native or an architecture such as x86-64. A list; an empty text clears what was there. */
      SystemCallArchitectures?: (string | number) | (string | number)[];
      /** systemd.exec(5). It must be an error such as EPERM, or kill. */
      SystemCallErrorNumber?: string | number;
      /** systemd.exec(5), systemd 247 and newer. Each must be a system call or a group such as @system-service. A list; an empty text clears what was there. */
      SystemCallLog?: (string | number) | (string | number)[];
      /** systemd.exec(5). */
      MemoryDenyWriteExecute?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). Each must be a namespace: cgroup, ipc, net, mnt, pid, user or uts. A list; an empty text clears what was there. */
      RestrictNamespaces?: (string | number) | boolean | (string | number)[];
      /** systemd.exec(5). */
      RestrictRealtime?: ('yes' | 'no') | boolean;
      /** systemd.exec(5), systemd 242 and newer. */
      RestrictSUIDSGID?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). Each must be an address family such as AF_INET. A list; an empty text clears what was there. */
      RestrictAddressFamilies?: (string | number) | (string | number)[];
      /** systemd.exec(5). */
      LockPersonality?: ('yes' | 'no') | boolean;
      /** systemd.exec(5), systemd 258 and newer. Each must be a namespace: cgroup, ipc, net, mnt, pid, user or uts. A list; an empty text clears what was there. */
      DelegateNamespaces?: (string | number) | boolean | (string | number)[];
      /** systemd.exec(5), systemd 250 and newer. Each must be a file system such as ext4 or a group such as @basic-api. A list; an empty text clears what was there. */
      RestrictFileSystems?: (string | number) | (string | number)[];
      /** systemd.exec(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
      ReadWritePaths?: (string | number) | (string | number)[];
      /** systemd.exec(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
      ReadOnlyPaths?: (string | number) | (string | number)[];
      /** systemd.exec(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
      InaccessiblePaths?: (string | number) | (string | number)[];
      /** systemd.exec(5), systemd 248 and newer. Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
      ExecPaths?: (string | number) | (string | number)[];
      /** systemd.exec(5), systemd 248 and newer. Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
      NoExecPaths?: (string | number) | (string | number)[];
      /** systemd.exec(5). Each must be SOURCE, SOURCE:DESTINATION or SOURCE:DESTINATION:norbind with absolute paths. A list; an empty text clears what was there. */
      BindPaths?: (string | number) | (string | number)[];
      /** systemd.exec(5). Each must be SOURCE, SOURCE:DESTINATION or SOURCE:DESTINATION:norbind with absolute paths. A list; an empty text clears what was there. */
      BindReadOnlyPaths?: (string | number) | (string | number)[];
      /** systemd.exec(5). Each must be an absolute path, mount options behind a colon. A list; an empty text clears what was there. */
      TemporaryFileSystem?: (string | number) | (string | number)[];
      /** systemd.exec(5). `disconnected` needs 257. */
      PrivateTmp?: ('yes' | 'no' | 'disconnected') | boolean;
      /** systemd.exec(5). */
      PrivateDevices?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). */
      ProtectKernelTunables?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). */
      ProtectKernelModules?: ('yes' | 'no') | boolean;
      /** systemd.exec(5), systemd 244 and newer. */
      ProtectKernelLogs?: ('yes' | 'no') | boolean;
      /** systemd.exec(5), systemd 245 and newer. */
      ProtectClock?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). `private` needs 257, `strict` needs 257. */
      ProtectControlGroups?: ('yes' | 'no' | 'private' | 'strict') | boolean;
      /** systemd.exec(5), systemd 259 and newer. It must be an absolute path without ".." parts. */
      UserNamespacePath?: string | number;
      /** systemd.exec(5), systemd 242 and newer. It must be an absolute path without ".." parts. */
      NetworkNamespacePath?: string | number;
      /** systemd.exec(5), systemd 248 and newer. It must be an absolute path without ".." parts. */
      IPCNamespacePath?: string | number;
      /** systemd.exec(5). */
      PrivateNetwork?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). `self` needs 257, `identity` needs 257, `full` needs 258, `managed` needs 260. */
      PrivateUsers?: ('yes' | 'no' | 'self' | 'identity' | 'full' | 'managed') | boolean;
      /** systemd.exec(5). */
      PrivateMounts?: ('yes' | 'no') | boolean;
      /** systemd.exec(5), systemd 248 and newer. */
      PrivateIPC?: ('yes' | 'no') | boolean;
      /** systemd.exec(5), systemd 257 and newer. */
      PrivatePIDs?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). */
      ProtectSystem?: ('yes' | 'no' | 'full' | 'strict') | boolean;
      /** systemd.exec(5). `tmpfs` needs 240. */
      ProtectHome?: ('yes' | 'no' | 'read-only' | 'tmpfs') | boolean;
      /** systemd.exec(5). */
      MountFlags?: string | number;
      /** systemd.exec(5). */
      MountAPIVFS?: ('yes' | 'no') | boolean;
      /** systemd.exec(5), systemd 257 and newer. */
      BindLogSockets?: ('yes' | 'no') | boolean;
      /** systemd.exec(5). */
      Personality?: string | number;
      /** systemd.exec(5). */
      SELinuxContext?: string | number;
      /** systemd.exec(5). */
      AppArmorProfile?: string | number;
      /** systemd.exec(5). */
      SmackProcessLabel?: string | number;
      /** systemd.exec(5), systemd 242 and newer. `private` needs 258. */
      ProtectHostname?: ('yes' | 'no' | 'private') | boolean;
      /** systemd.exec(5), systemd 254 and newer. */
      MemoryKSM?: ('yes' | 'no') | boolean;
      /** systemd.exec(5), systemd 260 and newer. */
      MemoryTHP?: 'inherit' | 'disable' | 'madvise' | 'system';
      /** systemd.exec(5). It must be an octal mode such as 0750. */
      UMask?: string | number;
      /** systemd.exec(5). It must be an octal mode such as 0750. */
      RuntimeDirectoryMode?: string | number;
      /** systemd.exec(5). A list; an empty text clears what was there. */
      RuntimeDirectory?: (string | number) | (string | number)[];
      /** systemd.exec(5). It must be an octal mode such as 0750. */
      StateDirectoryMode?: string | number;
      /** systemd.exec(5). A list; an empty text clears what was there. */
      StateDirectory?: (string | number) | (string | number)[];
      /** systemd.exec(5). It must be an octal mode such as 0750. */
      CacheDirectoryMode?: string | number;
      /** systemd.exec(5). A list; an empty text clears what was there. */
      CacheDirectory?: (string | number) | (string | number)[];
      /** systemd.exec(5). It must be an octal mode such as 0750. */
      LogsDirectoryMode?: string | number;
      /** systemd.exec(5). A list; an empty text clears what was there. */
      LogsDirectory?: (string | number) | (string | number)[];
      /** systemd.exec(5). It must be an octal mode such as 0750. */
      ConfigurationDirectoryMode?: string | number;
      /** systemd.exec(5). A list; an empty text clears what was there. */
      ConfigurationDirectory?: (string | number) | (string | number)[];
      /** systemd.resource-control(5). Each must be a device such as /dev/ttyS0 or char-pts, then r, w and m. A list; an empty text clears what was there. */
      DeviceAllow?: (string | number) | (string | number)[];
      /** systemd.resource-control(5). */
      DevicePolicy?: 'auto' | 'closed' | 'strict';
      /** systemd.resource-control(5). Each must be an address such as 10.0.0.0/8, or any, localhost, link-local, multicast. A list; an empty text clears what was there. */
      IPAddressAllow?: (string | number) | (string | number)[];
      /** systemd.resource-control(5). Each must be an address such as 10.0.0.0/8, or any, localhost, link-local, multicast. A list; an empty text clears what was there. */
      IPAddressDeny?: (string | number) | (string | number)[];
      /** systemd.resource-control(5), systemd 249 and newer. Each must be any, or a port such as tcp:8080 or ipv6:udp:5000-5010. A list; an empty text clears what was there. */
      SocketBindAllow?: (string | number) | (string | number)[];
      /** systemd.resource-control(5), systemd 249 and newer. Each must be any, or a port such as tcp:8080 or ipv6:udp:5000-5010. A list; an empty text clears what was there. */
      SocketBindDeny?: (string | number) | (string | number)[];
      /** systemd.resource-control(5), systemd 250 and newer. A list; an empty text clears what was there. */
      RestrictNetworkInterfaces?: (string | number) | (string | number)[];
    };

export interface WrittenConfig {
  /** Where the JSON Schema of this file lies, for editors. */
  $schema?: string;
  /** Name of the project; the service of the same name is its main one. */
  project: string;
  /** Identity on a host; two projects may not take over each other's units. Default: the name. */
  id?: string;
  /** One line of text. */
  description?: string;
  /** Oldest systemd these units must run on; 247 if not said. */
  systemd?: number;
  /** Environment that commands of a host mean where several are installed and none is named. */
  default?: string;
  /** Folder of the bundles, `systemd` if not said. */
  outDir?: string;
  /** Globs of .tsm files, and inline services. */
  services: string | (string | WrittenInlineService)[];
  /** The environments by name. */
  environments: {
    [k: string]: WrittenEnvironment;
  };
}
export interface WrittenInlineService {
  /** Name of the service; the unit is `<base>-<name>.service`. */
  name: string;
  /** One line of text that `systemctl status` shows. */
  description?: string;
  /** What runs: one command, or shell code that is then handed to bash. */
  command?: string;
  /** Words appended to the command. */
  args?: string[];
  /** Working directory; a relative path is below `root`. */
  cwd?: string;
  /** How systemd knows that the service is up (Type=); `exec` if not said. */
  type?: 'exec' | 'simple' | 'notify' | 'notify-reload' | 'oneshot' | 'forking' | 'dbus' | 'idle';
  /** Port it listens on, given to it as PORT: a number, `8000+` (first free from 8000), or `auto` (8000 to 8999). */
  port?: number | string;
  /** Protocol of `port`, `http` if not said. */
  portType?: 'http' | 'tcp' | 'udp';
  /** Further ports as `port:proto:name`. */
  ports?: string | string[];
  /** Environment variables. Nothing secret belongs here. */
  env?: {
    [k: string]: string | number | boolean;
  };
  /** Bash-style files of environment variables, read while generating; a relative path is below `root`. */
  envFile?: string | string[];
  /** Names of variables whose values live only on the host (`tsm secrets set`). */
  secrets?: string | string[];
  /** Names of variables that look like secrets and are none. */
  public?: string | string[];
  /** Services that are started too, and waited for until they are up and healthy (Wants= and After=). */
  depends?: string | string[];
  /** Services that are started too, in no order (Wants=). */
  wants?: string | string[];
  /** Services that come first if they are started at all (After=). */
  after?: string | string[];
  /** As `depends`, but a restart or stop of the other takes this one along (Requires= and After=). */
  requires?: string | string[];
  /** Programs that must exist on the host. */
  programs?: string | string[];
  /** URL or shell command; start-up waits until it answers. */
  health?: WrittenHealth;
  /** Shell code run before the start in the working directory; a failure stops the start (ExecStartPre=). */
  pre?: string | string[];
  /** Command that makes the running service read its configuration anew (ExecReload=). */
  reload?: string;
  /** Whether install enables it the first time; `true` if not said. */
  autostart?: boolean;
  /** When and how often systemd starts it again. */
  restart?: WrittenRestart;
  /** How long start and stop may take. */
  timeouts?: WrittenTimeouts;
  /** Memory, CPU, tasks, files, I/O. */
  limits?: WrittenLimits;
  /** Sandbox: `off`, `relaxed`, `strict`, or a preset with single directives. */
  hardening?: WrittenHardening;
  /** User it runs as (User=). */
  user?: string;
  /** Group it runs as (Group=). */
  group?: string;
  /** Shell files that are sourced before the command. */
  source?: string | string[];
  /** What install does with the running service when its unit changed; `restart` if not said. */
  onChange?: 'restart' | 'reload' | 'stop-start' | 'keep';
  /** Files whose content, when changed, counts as a change of the service. */
  restartOn?: string | string[];
  /** Raw systemd directives by section: `{ Service: { Nice: 5 } }`. */
  unit?: WrittenUnit;
}
export interface WrittenTimeouts {
  /** How long a start may take, health check included (TimeoutStartSec=). */
  start?: string | number;
  /** How long a stop may take before the service is killed (TimeoutStopSec=). */
  stop?: string | number;
}
export interface WrittenLimits {
  /** Hard memory limit; above it the kernel kills: `1G`, `512M`, `80%` (MemoryMax=). */
  memoryMax?: string | number;
  /** Memory above which the service is slowed down and reclaimed from (MemoryHigh=). */
  memoryHigh?: string | number;
  /** How much swap may be used: `0`, `1G` (MemorySwapMax=). */
  memorySwapMax?: string | number;
  /** CPU time in percent of one core: `150%` is one and a half (CPUQuota=). */
  cpuQuota?: string | number;
  /** Share of the CPU against others, 1 to 10000, normally 100 (CPUWeight=). */
  cpuWeight?: string | number;
  /** How many processes and threads the service may have together (TasksMax=). */
  tasks?: string | number;
  /** Open file descriptors per process (LimitNOFILE=). */
  openFiles?: string | number;
  /** Processes of the service's user (LimitNPROC=); it counts all of that user's processes, and does not bind root. */
  processes?: string | number;
  /** Largest core dump: `0` for none (LimitCORE=). */
  coreSize?: string | number;
  /** Share of block I/O against others, 1 to 10000, normally 100 (IOWeight=). */
  ioWeight?: string | number;
}
export interface WrittenUnit {
  /** Directives of [Unit]. */
  Unit?: WrittenUnitSection;
  /** Directives of [Service]. */
  Service?: WrittenServiceSection;
  /** Directives of [Socket]. */
  Socket?: WrittenSocketSection;
  /** Directives of [Timer]. */
  Timer?: WrittenTimerSection;
  /** Directives of [Path]. */
  Path?: WrittenPathSection;
  /** Directives of [Install]. */
  Install?: WrittenInstallSection;
}
export interface WrittenEnvironment {
  /** Other names of the environment: `['prod']`. */
  aliases?: string | string[];
  /** Shown as description of the target. */
  description?: string;
  /** First part of all unit names; `<project>` for `production`, else `<project>-<environment>`. */
  base?: string;
  /** The system's service manager, or that of the user who installs. */
  scope?: 'system' | 'user';
  /** Oldest systemd the units of this environment must run on. */
  systemd?: number;
  /** User the services run as; created by sysusers where missing. */
  user?: string;
  /** Group the services run as; the user's name if not said. */
  group?: string;
  /** Home directory of the user on the host: `/root` for root, else `/var/lib/<user>` if not said. Of several users: `{ api: '/srv/api' }`. */
  home?:
    | string
    | {
        [k: string]: string;
      };
  /** Where the project's files lie on the host. */
  root?:
    | string
    | {
        /** Folder of the project that lies there, relative to the config. */
        from: string;
        /** Absolute path on the host. */
        to: string;
      };
  /** Variables for `${NAME}` in services, which are part of the environment too. */
  variables?: {
    [k: string]: string | number | boolean;
  };
  /** Environment variables of every service. */
  env?: {
    [k: string]: string | number | boolean;
  };
  /** Bash-style files of environment variables for every service. */
  envFile?: string | string[];
  /** Names of variables whose values live only on the host, for every service. */
  secrets?: string | string[];
  /** Names of variables that look like secrets and are none. */
  public?: string | string[];
  /** Where programs are looked up (PATH). */
  path?: string[];
  /** Shell files that are sourced before each command. */
  source?: string | string[];
  /** Sandbox of every service: `off`, `relaxed`, `strict`, or a preset with single directives. */
  hardening?: WrittenHardening;
  /** `tsm check` fails when `systemd-analyze security` scores a service above this. */
  maxExposure?: number;
  /** Limits per service, and for all together under `slice`. */
  limits?: WrittenEnvironmentLimits;
  /** When and how often systemd starts a service again. */
  restart?: WrittenRestart;
  /** How long start and stop may take. */
  timeouts?: WrittenTimeouts;
  /** Raw systemd directives for every service, by section. */
  unit?: WrittenUnit;
  /** What differs here, by service name; `false` leaves a service out. */
  services?: {
    [k: string]: false | WrittenService;
  };
}
export interface WrittenEnvironmentLimits {
  /** Hard memory limit; above it the kernel kills: `1G`, `512M`, `80%` (MemoryMax=). */
  memoryMax?: string | number;
  /** Memory above which the service is slowed down and reclaimed from (MemoryHigh=). */
  memoryHigh?: string | number;
  /** How much swap may be used: `0`, `1G` (MemorySwapMax=). */
  memorySwapMax?: string | number;
  /** CPU time in percent of one core: `150%` is one and a half (CPUQuota=). */
  cpuQuota?: string | number;
  /** Share of the CPU against others, 1 to 10000, normally 100 (CPUWeight=). */
  cpuWeight?: string | number;
  /** How many processes and threads the service may have together (TasksMax=). */
  tasks?: string | number;
  /** Open file descriptors per process (LimitNOFILE=). */
  openFiles?: string | number;
  /** Processes of the service's user (LimitNPROC=); it counts all of that user's processes, and does not bind root. */
  processes?: string | number;
  /** Largest core dump: `0` for none (LimitCORE=). */
  coreSize?: string | number;
  /** Share of block I/O against others, 1 to 10000, normally 100 (IOWeight=). */
  ioWeight?: string | number;
  /** Limits of all services of the environment together, on its slice. */
  slice?: {
    /** Hard memory limit; above it the kernel kills: `1G`, `512M`, `80%` (MemoryMax=). */
    memoryMax?: string | number;
    /** Memory above which the service is slowed down and reclaimed from (MemoryHigh=). */
    memoryHigh?: string | number;
    /** How much swap may be used: `0`, `1G` (MemorySwapMax=). */
    memorySwapMax?: string | number;
    /** CPU time in percent of one core: `150%` is one and a half (CPUQuota=). */
    cpuQuota?: string | number;
    /** Share of the CPU against others, 1 to 10000, normally 100 (CPUWeight=). */
    cpuWeight?: string | number;
    /** How many processes and threads the service may have together (TasksMax=). */
    tasks?: string | number;
    /** Share of block I/O against others, 1 to 10000, normally 100 (IOWeight=). */
    ioWeight?: string | number;
  };
}
export interface WrittenService {
  /** One line of text that `systemctl status` shows. */
  description?: string;
  /** What runs: one command, or shell code that is then handed to bash. */
  command?: string;
  /** Words appended to the command. */
  args?: string[];
  /** Working directory; a relative path is below `root`. */
  cwd?: string;
  /** How systemd knows that the service is up (Type=); `exec` if not said. */
  type?: 'exec' | 'simple' | 'notify' | 'notify-reload' | 'oneshot' | 'forking' | 'dbus' | 'idle';
  /** Port it listens on, given to it as PORT: a number, `8000+` (first free from 8000), or `auto` (8000 to 8999). */
  port?: number | string;
  /** Protocol of `port`, `http` if not said. */
  portType?: 'http' | 'tcp' | 'udp';
  /** Further ports as `port:proto:name`. */
  ports?: string | string[];
  /** Environment variables. Nothing secret belongs here. */
  env?: {
    [k: string]: string | number | boolean;
  };
  /** Bash-style files of environment variables, read while generating; a relative path is below `root`. */
  envFile?: string | string[];
  /** Names of variables whose values live only on the host (`tsm secrets set`). */
  secrets?: string | string[];
  /** Names of variables that look like secrets and are none. */
  public?: string | string[];
  /** Services that are started too, and waited for until they are up and healthy (Wants= and After=). */
  depends?: string | string[];
  /** Services that are started too, in no order (Wants=). */
  wants?: string | string[];
  /** Services that come first if they are started at all (After=). */
  after?: string | string[];
  /** As `depends`, but a restart or stop of the other takes this one along (Requires= and After=). */
  requires?: string | string[];
  /** Programs that must exist on the host. */
  programs?: string | string[];
  /** URL or shell command; start-up waits until it answers. */
  health?: WrittenHealth;
  /** Shell code run before the start in the working directory; a failure stops the start (ExecStartPre=). */
  pre?: string | string[];
  /** Command that makes the running service read its configuration anew (ExecReload=). */
  reload?: string;
  /** Whether install enables it the first time; `true` if not said. */
  autostart?: boolean;
  /** When and how often systemd starts it again. */
  restart?: WrittenRestart;
  /** How long start and stop may take. */
  timeouts?: WrittenTimeouts;
  /** Memory, CPU, tasks, files, I/O. */
  limits?: WrittenLimits;
  /** Sandbox: `off`, `relaxed`, `strict`, or a preset with single directives. */
  hardening?: WrittenHardening;
  /** User it runs as (User=). */
  user?: string;
  /** Group it runs as (Group=). */
  group?: string;
  /** Shell files that are sourced before the command. */
  source?: string | string[];
  /** What install does with the running service when its unit changed; `restart` if not said. */
  onChange?: 'restart' | 'reload' | 'stop-start' | 'keep';
  /** Files whose content, when changed, counts as a change of the service. */
  restartOn?: string | string[];
  /** Raw systemd directives by section: `{ Service: { Nice: 5 } }`. */
  unit?: WrittenUnit;
}
export interface WrittenUnitSection {
  /** systemd.unit(5). */
  Description?: string | number;
  /** systemd.unit(5). Each must be an http://, https://, file:/, info: or man: address. A list; an empty text clears what was there. */
  Documentation?: (string | number) | (string | number)[];
  /** systemd.unit(5). It must be an absolute path without ".." parts. */
  SourcePath?: string | number;
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  Requires?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  Requisite?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  Wants?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  BindsTo?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 249 and newer. Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  Upholds?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  Conflicts?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  Before?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  After?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 249 and newer. Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  OnSuccess?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  OnFailure?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  PropagatesReloadTo?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  ReloadPropagatedFrom?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 249 and newer. Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  PropagatesStopTo?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 249 and newer. Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  StopPropagatedFrom?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  JoinsNamespaceOf?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  RequiresMountsFor?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 256 and newer. Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  WantsMountsFor?: (string | number) | (string | number)[];
  /** systemd.unit(5). */
  StopWhenUnneeded?: ('yes' | 'no') | boolean;
  /** systemd.unit(5). */
  RefuseManualStart?: ('yes' | 'no') | boolean;
  /** systemd.unit(5). */
  RefuseManualStop?: ('yes' | 'no') | boolean;
  /** systemd.unit(5). */
  AllowIsolate?: ('yes' | 'no') | boolean;
  /** systemd.unit(5), systemd 255 and newer. */
  SurviveFinalKillSignal?: ('yes' | 'no') | boolean;
  /** systemd.unit(5), systemd 249 and newer. `triggering` needs 246, `restart-dependencies` needs 257. */
  OnSuccessJobMode?:
    | 'fail'
    | 'replace'
    | 'replace-irreversibly'
    | 'isolate'
    | 'flush'
    | 'ignore-dependencies'
    | 'ignore-requirements'
    | 'triggering'
    | 'restart-dependencies';
  /** systemd.unit(5). `triggering` needs 246, `restart-dependencies` needs 257. */
  OnFailureJobMode?:
    | 'fail'
    | 'replace'
    | 'replace-irreversibly'
    | 'isolate'
    | 'flush'
    | 'ignore-dependencies'
    | 'ignore-requirements'
    | 'triggering'
    | 'restart-dependencies';
  /** systemd.unit(5). */
  IgnoreOnIsolate?: ('yes' | 'no') | boolean;
  /** systemd.unit(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  JobTimeoutSec?: string | number;
  /** systemd.unit(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  JobRunningTimeoutSec?: string | number;
  /** systemd.unit(5), systemd 240 and newer. `soft-reboot` needs 254, `soft-reboot-force` needs 254, `kexec` needs 254, `kexec-force` needs 254, `halt` needs 254, `halt-force` needs 254, `halt-immediate` needs 254. */
  JobTimeoutAction?:
    | 'none'
    | 'reboot'
    | 'reboot-force'
    | 'reboot-immediate'
    | 'poweroff'
    | 'poweroff-force'
    | 'poweroff-immediate'
    | 'exit'
    | 'exit-force'
    | 'soft-reboot'
    | 'soft-reboot-force'
    | 'kexec'
    | 'kexec-force'
    | 'halt'
    | 'halt-force'
    | 'halt-immediate';
  /** systemd.unit(5), systemd 240 and newer. */
  JobTimeoutRebootArgument?: string | number;
  /** systemd.unit(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  StartLimitIntervalSec?: string | number;
  /** systemd.unit(5). It must be a whole number from 0 to 4294967295. */
  StartLimitBurst?: string | number;
  /** systemd.unit(5). `soft-reboot` needs 254, `soft-reboot-force` needs 254, `kexec` needs 254, `kexec-force` needs 254, `halt` needs 254, `halt-force` needs 254, `halt-immediate` needs 254. */
  StartLimitAction?:
    | 'none'
    | 'reboot'
    | 'reboot-force'
    | 'reboot-immediate'
    | 'poweroff'
    | 'poweroff-force'
    | 'poweroff-immediate'
    | 'exit'
    | 'exit-force'
    | 'soft-reboot'
    | 'soft-reboot-force'
    | 'kexec'
    | 'kexec-force'
    | 'halt'
    | 'halt-force'
    | 'halt-immediate';
  /** systemd.unit(5). `soft-reboot` needs 254, `soft-reboot-force` needs 254, `kexec` needs 254, `kexec-force` needs 254, `halt` needs 254, `halt-force` needs 254, `halt-immediate` needs 254. */
  FailureAction?:
    | 'none'
    | 'reboot'
    | 'reboot-force'
    | 'reboot-immediate'
    | 'poweroff'
    | 'poweroff-force'
    | 'poweroff-immediate'
    | 'exit'
    | 'exit-force'
    | 'soft-reboot'
    | 'soft-reboot-force'
    | 'kexec'
    | 'kexec-force'
    | 'halt'
    | 'halt-force'
    | 'halt-immediate';
  /** systemd.unit(5). `soft-reboot` needs 254, `soft-reboot-force` needs 254, `kexec` needs 254, `kexec-force` needs 254, `halt` needs 254, `halt-force` needs 254, `halt-immediate` needs 254. */
  SuccessAction?:
    | 'none'
    | 'reboot'
    | 'reboot-force'
    | 'reboot-immediate'
    | 'poweroff'
    | 'poweroff-force'
    | 'poweroff-immediate'
    | 'exit'
    | 'exit-force'
    | 'soft-reboot'
    | 'soft-reboot-force'
    | 'kexec'
    | 'kexec-force'
    | 'halt'
    | 'halt-force'
    | 'halt-immediate';
  /** systemd.unit(5), systemd 240 and newer. It must be a whole number from 0 to 255. */
  FailureActionExitStatus?: string | number;
  /** systemd.unit(5), systemd 240 and newer. It must be a whole number from 0 to 255. */
  SuccessActionExitStatus?: string | number;
  /** systemd.unit(5). */
  RebootArgument?: string | number;
  /** systemd.unit(5). */
  CollectMode?: 'inactive' | 'inactive-or-failed';
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionPathExists?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionPathExistsGlob?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionPathIsDirectory?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionPathIsSymbolicLink?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionPathIsMountPoint?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionPathIsReadWrite?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 246 and newer. Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionPathIsEncrypted?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 260 and newer. Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionPathIsSocket?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionDirectoryNotEmpty?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionFileNotEmpty?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  ConditionFileIsExecutable?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionNeedsUpdate?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionFirstBoot?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionArchitecture?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionVirtualization?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionHost?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 261 and newer. A list; an empty text clears what was there. */
  ConditionFraction?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionKernelCommandLine?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionKernelVersion?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 258 and newer. A list; an empty text clears what was there. */
  ConditionVersion?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 252 and newer. A list; an empty text clears what was there. */
  ConditionCredential?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionSecurity?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionCapability?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionACPower?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 244 and newer. A list; an empty text clears what was there. */
  ConditionMemory?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 248 and newer. A list; an empty text clears what was there. */
  ConditionCPUFeature?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 244 and newer. A list; an empty text clears what was there. */
  ConditionCPUs?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 246 and newer. A list; an empty text clears what was there. */
  ConditionEnvironment?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionUser?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionGroup?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  ConditionControlGroupController?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 249 and newer. A list; an empty text clears what was there. */
  ConditionOSRelease?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 261 and newer. A list; an empty text clears what was there. */
  ConditionMachineTag?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 250 and newer. A list; an empty text clears what was there. */
  ConditionMemoryPressure?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 250 and newer. A list; an empty text clears what was there. */
  ConditionCPUPressure?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 250 and newer. A list; an empty text clears what was there. */
  ConditionIOPressure?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 258 and newer. A list; an empty text clears what was there. */
  ConditionKernelModuleLoaded?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 249 and newer. A list; an empty text clears what was there. */
  ConditionFirmware?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertPathExists?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertPathExistsGlob?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertPathIsDirectory?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertPathIsSymbolicLink?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertPathIsMountPoint?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertPathIsReadWrite?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 246 and newer. Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertPathIsEncrypted?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 260 and newer. Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertPathIsSocket?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertDirectoryNotEmpty?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertFileNotEmpty?: (string | number) | (string | number)[];
  /** systemd.unit(5). Each must be an absolute path, with | or ! before it at most. A list; an empty text clears what was there. */
  AssertFileIsExecutable?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertNeedsUpdate?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertFirstBoot?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertArchitecture?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertVirtualization?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertHost?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 261 and newer. A list; an empty text clears what was there. */
  AssertFraction?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertKernelCommandLine?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertKernelVersion?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 258 and newer. A list; an empty text clears what was there. */
  AssertVersion?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 252 and newer. A list; an empty text clears what was there. */
  AssertCredential?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertSecurity?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertCapability?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertACPower?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 244 and newer. A list; an empty text clears what was there. */
  AssertMemory?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 248 and newer. A list; an empty text clears what was there. */
  AssertCPUFeature?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 244 and newer. A list; an empty text clears what was there. */
  AssertCPUs?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 246 and newer. A list; an empty text clears what was there. */
  AssertEnvironment?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertUser?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertGroup?: (string | number) | (string | number)[];
  /** systemd.unit(5). A list; an empty text clears what was there. */
  AssertControlGroupController?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 249 and newer. A list; an empty text clears what was there. */
  AssertOSRelease?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 261 and newer. A list; an empty text clears what was there. */
  AssertMachineTag?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 250 and newer. A list; an empty text clears what was there. */
  AssertMemoryPressure?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 250 and newer. A list; an empty text clears what was there. */
  AssertCPUPressure?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 250 and newer. A list; an empty text clears what was there. */
  AssertIOPressure?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 258 and newer. A list; an empty text clears what was there. */
  AssertKernelModuleLoaded?: (string | number) | (string | number)[];
}
export interface WrittenServiceSection {
  /** systemd.service(5). */
  PIDFile?: string | number;
  /** systemd.service(5), systemd 243 and newer. A list; an empty text clears what was there. */
  ExecCondition?: (string | number) | (string | number)[];
  /** systemd.service(5). A list; an empty text clears what was there. */
  ExecStartPre?: (string | number) | (string | number)[];
  /** systemd.service(5). A list; an empty text clears what was there. */
  ExecStartPost?: (string | number) | (string | number)[];
  /** systemd.service(5). A list; an empty text clears what was there. */
  ExecReload?: (string | number) | (string | number)[];
  /** systemd.service(5), systemd 259 and newer. A list; an empty text clears what was there. */
  ExecReloadPost?: (string | number) | (string | number)[];
  /** systemd.service(5). A list; an empty text clears what was there. */
  ExecStop?: (string | number) | (string | number)[];
  /** systemd.service(5). A list; an empty text clears what was there. */
  ExecStopPost?: (string | number) | (string | number)[];
  /** systemd.service(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  RestartSec?: string | number;
  /** systemd.service(5), systemd 254 and newer. It must be a whole number from 0 to 4294967295. */
  RestartSteps?: string | number;
  /** systemd.service(5), systemd 254 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  RestartMaxDelaySec?: string | number;
  /** systemd.service(5), systemd 262 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  RestartRandomizedDelaySec?: string | number;
  /** systemd.service(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  TimeoutSec?: string | number;
  /** systemd.service(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  TimeoutStartSec?: string | number;
  /** systemd.service(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  TimeoutStopSec?: string | number;
  /** systemd.service(5), systemd 243 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  TimeoutAbortSec?: string | number;
  /** systemd.service(5), systemd 246 and newer. */
  TimeoutStartFailureMode?: 'terminate' | 'abort' | 'kill';
  /** systemd.service(5), systemd 246 and newer. */
  TimeoutStopFailureMode?: 'terminate' | 'abort' | 'kill';
  /** systemd.service(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  RuntimeMaxSec?: string | number;
  /** systemd.service(5), systemd 250 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  RuntimeRandomizedExtraSec?: string | number;
  /** systemd.service(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  WatchdogSec?: string | number;
  /** systemd.service(5). `exec` needs 240, `notify-reload` needs 253. */
  Type?: 'simple' | 'forking' | 'oneshot' | 'dbus' | 'notify' | 'idle' | 'exec' | 'notify-reload';
  /** systemd.service(5), systemd 250 and newer. */
  ExitType?: 'main' | 'cgroup';
  /** systemd.service(5). */
  Restart?: 'no' | 'always' | 'on-success' | 'on-failure' | 'on-abnormal' | 'on-watchdog' | 'on-abort';
  /** systemd.service(5), systemd 254 and newer. `debug` needs 257. */
  RestartMode?: 'normal' | 'direct' | 'debug';
  /** systemd.service(5). */
  RootDirectoryStartOnly?: ('yes' | 'no') | boolean;
  /** systemd.service(5). */
  RemainAfterExit?: ('yes' | 'no') | boolean;
  /** systemd.service(5). */
  GuessMainPID?: ('yes' | 'no') | boolean;
  /** systemd.service(5). Each must be an exit code from 0 to 255, a name such as TEMPFAIL, or a signal such as SIGKILL. A list; an empty text clears what was there. */
  RestartPreventExitStatus?: (string | number) | (string | number)[];
  /** systemd.service(5). Each must be an exit code from 0 to 255, a name such as TEMPFAIL, or a signal such as SIGKILL. A list; an empty text clears what was there. */
  RestartForceExitStatus?: (string | number) | (string | number)[];
  /** systemd.service(5). Each must be an exit code from 0 to 255, a name such as TEMPFAIL, or a signal such as SIGKILL. A list; an empty text clears what was there. */
  SuccessExitStatus?: (string | number) | (string | number)[];
  /** systemd.service(5). */
  NonBlocking?: ('yes' | 'no') | boolean;
  /** systemd.service(5). */
  BusName?: string | number;
  /** systemd.service(5). It must be a whole number from 0 to 4294967295. */
  FileDescriptorStoreMax?: string | number;
  /** systemd.service(5), systemd 254 and newer. `on-success` needs 262. */
  FileDescriptorStorePreserve?: ('yes' | 'no' | 'restart' | 'on-success') | boolean;
  /** systemd.service(5), systemd 262 and newer. */
  LUOSession?: string | number;
  /** systemd.service(5). */
  NotifyAccess?: 'none' | 'main' | 'exec' | 'all';
  /** systemd.service(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  Sockets?: (string | number) | (string | number)[];
  /** systemd.service(5). It must be an absolute path without ".." parts. */
  USBFunctionDescriptors?: string | number;
  /** systemd.service(5). It must be an absolute path without ".." parts. */
  USBFunctionStrings?: string | number;
  /** systemd.service(5), systemd 243 and newer. */
  OOMPolicy?: 'continue' | 'stop' | 'kill';
  /** systemd.service(5), systemd 253 and newer. A list; an empty text clears what was there. */
  OpenFile?: (string | number) | (string | number)[];
  /** systemd.service(5), systemd 253 and newer. It must be a signal such as SIGTERM. */
  ReloadSignal?: string | number;
  /** systemd.service(5), systemd 260 and newer. */
  RefreshOnReload?: string | number;
  /** systemd.exec(5). It must be an absolute path without ".." parts, or ~ for the home of the user. */
  WorkingDirectory?: string | number;
  /** systemd.exec(5). It must be a user or group name of at most 31 letters, digits, _ and -, or a number. */
  User?: string | number;
  /** systemd.exec(5). It must be a user or group name of at most 31 letters, digits, _ and -, or a number. */
  Group?: string | number;
  /** systemd.exec(5). Each must be a user or group name of at most 31 letters, digits, _ and -, or a number. A list; an empty text clears what was there. */
  SupplementaryGroups?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 255 and newer. */
  SetLoginEnvironment?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). It must be a whole number from -20 to 19. */
  Nice?: string | number;
  /** systemd.exec(5). It must be a whole number from -1000 to 1000. */
  OOMScoreAdjust?: string | number;
  /** systemd.exec(5), systemd 246 and newer. */
  CoredumpFilter?: string | number;
  /** systemd.exec(5). */
  IOSchedulingClass?: ('none' | 'realtime' | 'best-effort' | 'idle') | number;
  /** systemd.exec(5). It must be a whole number from 0 to 7. */
  IOSchedulingPriority?: string | number;
  /** systemd.exec(5). `ext` needs 258. */
  CPUSchedulingPolicy?: 'other' | 'batch' | 'idle' | 'fifo' | 'rr' | 'ext';
  /** systemd.exec(5). It must be a whole number from 1 to 99. */
  CPUSchedulingPriority?: string | number;
  /** systemd.exec(5). */
  CPUSchedulingResetOnFork?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). Each must be a list of numbers and ranges such as 0-3,5. A list; an empty text clears what was there. */
  CPUAffinity?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 243 and newer. */
  NUMAPolicy?: 'default' | 'preferred' | 'bind' | 'interleave' | 'local';
  /** systemd.exec(5), systemd 243 and newer. It must be a list of numbers and ranges such as 0-3,5. */
  NUMAMask?: string | number;
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  UMask?: string | number;
  /** systemd.exec(5). Each must be NAME=value, quoted as a whole where it has blanks, but "" is no assignment. A list; an empty text clears what was there. */
  Environment?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be an absolute path, unquoted; a leading - makes it optional. A list; an empty text clears what was there. */
  EnvironmentFile?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be the name of an environment variable. A list; an empty text clears what was there. */
  PassEnvironment?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be the name of an environment variable. A list; an empty text clears what was there. */
  UnsetEnvironment?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be null, data, socket, tty or file:/path. */
  StandardInput?: string | number;
  /** systemd.exec(5). It must be journal, null, inherit, or append:/path. */
  StandardOutput?: string | number;
  /** systemd.exec(5). It must be journal, null, inherit, or append:/path. */
  StandardError?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  StandardInputText?: (string | number) | (string | number)[];
  /** systemd.exec(5). A list; an empty text clears what was there. */
  StandardInputData?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an absolute path without ".." parts. */
  TTYPath?: string | number;
  /** systemd.exec(5). */
  TTYReset?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  TTYVHangup?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  TTYVTDisallocate?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 250 and newer. It must be a whole number from 0 to 4294967295. */
  TTYRows?: string | number;
  /** systemd.exec(5), systemd 250 and newer. It must be a whole number from 0 to 4294967295. */
  TTYColumns?: string | number;
  /** systemd.exec(5). */
  SyslogIdentifier?: string | number;
  /** systemd.exec(5). */
  SyslogFacility?:
    | (
        | 'kern'
        | 'user'
        | 'mail'
        | 'daemon'
        | 'auth'
        | 'syslog'
        | 'lpr'
        | 'news'
        | 'uucp'
        | 'cron'
        | 'authpriv'
        | 'ftp'
        | 'local0'
        | 'local1'
        | 'local2'
        | 'local3'
        | 'local4'
        | 'local5'
        | 'local6'
        | 'local7'
      )
    | number;
  /** systemd.exec(5). */
  SyslogLevel?: ('emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug') | number;
  /** systemd.exec(5). */
  SyslogLevelPrefix?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  LogLevelMax?: ('emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug') | number;
  /** systemd.exec(5), systemd 240 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  LogRateLimitIntervalSec?: string | number;
  /** systemd.exec(5), systemd 240 and newer. It must be a whole number from 0 to 4294967295. */
  LogRateLimitBurst?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  LogExtraFields?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 253 and newer. A list; an empty text clears what was there. */
  LogFilterPatterns?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be a time span such as 50us; a bare number is nanoseconds. */
  TimerSlackNSec?: string | number;
  /** systemd.exec(5). It must be a time span such as 10min, infinity, or soft:hard with soft at most hard. */
  LimitCPU?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitFSIZE?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitDATA?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitSTACK?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitCORE?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitRSS?: string | number;
  /** systemd.exec(5). It must be a number such as 65536, infinity, or soft:hard with soft at most hard. */
  LimitNOFILE?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitAS?: string | number;
  /** systemd.exec(5). It must be a number such as 65536, infinity, or soft:hard with soft at most hard. */
  LimitNPROC?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitMEMLOCK?: string | number;
  /** systemd.exec(5). It must be a number such as 65536, infinity, or soft:hard with soft at most hard. */
  LimitLOCKS?: string | number;
  /** systemd.exec(5). It must be a number such as 65536, infinity, or soft:hard with soft at most hard. */
  LimitSIGPENDING?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitMSGQUEUE?: string | number;
  /** systemd.exec(5). It must be a nice level such as +5 or -10, infinity, or soft:hard with soft at most hard. */
  LimitNICE?: string | number;
  /** systemd.exec(5). It must be a number such as 65536, infinity, or soft:hard with soft at most hard. */
  LimitRTPRIO?: string | number;
  /** systemd.exec(5). It must be a time span such as 200ms, infinity, or soft:hard with soft at most hard. */
  LimitRTTIME?: string | number;
  /** systemd.exec(5), systemd 250 and newer. Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  ExecSearchPath?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 245 and newer. */
  LogNamespace?: string | number;
  /** systemd.exec(5). */
  RuntimeDirectoryPreserve?: ('yes' | 'no' | 'restart') | boolean;
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  RuntimeDirectoryMode?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  RuntimeDirectory?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  StateDirectoryMode?: string | number;
  /** systemd.exec(5), systemd 258 and newer. */
  StateDirectoryAccounting?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 258 and newer. */
  StateDirectoryQuota?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  StateDirectory?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  CacheDirectoryMode?: string | number;
  /** systemd.exec(5), systemd 258 and newer. */
  CacheDirectoryAccounting?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 258 and newer. */
  CacheDirectoryQuota?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  CacheDirectory?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  LogsDirectoryMode?: string | number;
  /** systemd.exec(5), systemd 258 and newer. */
  LogsDirectoryAccounting?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 258 and newer. */
  LogsDirectoryQuota?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  LogsDirectory?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  ConfigurationDirectoryMode?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  ConfigurationDirectory?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 247 and newer. Each must be ID:DATA. A list; an empty text clears what was there. */
  SetCredential?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 250 and newer. Each must be ID:DATA. A list; an empty text clears what was there. */
  SetCredentialEncrypted?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 247 and newer. A list; an empty text clears what was there. */
  LoadCredential?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 250 and newer. A list; an empty text clears what was there. */
  LoadCredentialEncrypted?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 254 and newer. A list; an empty text clears what was there. */
  ImportCredential?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 244 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  TimeoutCleanSec?: string | number;
  /** systemd.exec(5). */
  PAMName?: string | number;
  /** systemd.exec(5). */
  IgnoreSIGPIPE?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  UtmpIdentifier?: string | number;
  /** systemd.exec(5). */
  UtmpMode?: 'init' | 'login' | 'user';
  /** systemd.exec(5). It must be an absolute path without ".." parts. */
  RootDirectory?: string | number;
  /** systemd.exec(5). It must be an absolute path without ".." parts. */
  RootImage?: string | number;
  /** systemd.exec(5), systemd 247 and newer. A list; an empty text clears what was there. */
  RootImageOptions?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 254 and newer. */
  RootImagePolicy?: string | number;
  /** systemd.exec(5), systemd 246 and newer. */
  RootHash?: string | number;
  /** systemd.exec(5), systemd 246 and newer. */
  RootHashSignature?: string | number;
  /** systemd.exec(5), systemd 246 and newer. It must be an absolute path without ".." parts. */
  RootVerity?: string | number;
  /** systemd.exec(5), systemd 254 and newer. */
  RootEphemeral?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 260 and newer. It must be an absolute path without ".." parts. */
  RootMStack?: string | number;
  /** systemd.exec(5), systemd 251 and newer. A list; an empty text clears what was there. */
  ExtensionDirectories?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 248 and newer. A list; an empty text clears what was there. */
  ExtensionImages?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 254 and newer. */
  ExtensionImagePolicy?: string | number;
  /** systemd.exec(5), systemd 247 and newer. A list; an empty text clears what was there. */
  MountImages?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 254 and newer. */
  MountImagePolicy?: string | number;
  /** systemd.exec(5). */
  DynamicUser?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  RemoveIPC?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). Each must be one of keep-caps, no-setuid-fixup, noroot, each with or without -locked. A list; an empty text clears what was there. */
  SecureBits?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be a capability such as CAP_NET_BIND_SERVICE. A list; an empty text clears what was there. */
  CapabilityBoundingSet?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be a capability such as CAP_NET_BIND_SERVICE. A list; an empty text clears what was there. */
  AmbientCapabilities?: (string | number) | (string | number)[];
  /** systemd.exec(5). */
  NoNewPrivileges?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  KeyringMode?: 'inherit' | 'private' | 'shared';
  /** systemd.exec(5), systemd 247 and newer. */
  ProtectProc?: 'noaccess' | 'invisible' | 'ptraceable' | 'default';
  /** systemd.exec(5), systemd 247 and newer. */
  ProcSubset?: 'all' | 'pid';
  /** systemd.exec(5), systemd 258 and newer. */
  PrivateBPF?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
  BPFDelegateCommands?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
  BPFDelegateMaps?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
  BPFDelegatePrograms?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
  BPFDelegateAttachments?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be a system call or a group such as @system-service. A list; an empty text clears what was there. */
  SystemCallFilter?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be native or an architecture such as x86-64. A list; an empty text clears what was there. */
  SystemCallArchitectures?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an error such as EPERM, or kill. */
  SystemCallErrorNumber?: string | number;
  /** systemd.exec(5), systemd 247 and newer. Each must be a system call or a group such as @system-service. A list; an empty text clears what was there. */
  SystemCallLog?: (string | number) | (string | number)[];
  /** systemd.exec(5). */
  MemoryDenyWriteExecute?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). Each must be a namespace: cgroup, ipc, net, mnt, pid, user or uts. A list; an empty text clears what was there. */
  RestrictNamespaces?: (string | number) | boolean | (string | number)[];
  /** systemd.exec(5). */
  RestrictRealtime?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 242 and newer. */
  RestrictSUIDSGID?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). Each must be an address family such as AF_INET. A list; an empty text clears what was there. */
  RestrictAddressFamilies?: (string | number) | (string | number)[];
  /** systemd.exec(5). */
  LockPersonality?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 258 and newer. Each must be a namespace: cgroup, ipc, net, mnt, pid, user or uts. A list; an empty text clears what was there. */
  DelegateNamespaces?: (string | number) | boolean | (string | number)[];
  /** systemd.exec(5), systemd 250 and newer. Each must be a file system such as ext4 or a group such as @basic-api. A list; an empty text clears what was there. */
  RestrictFileSystems?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  ReadWritePaths?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  ReadOnlyPaths?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  InaccessiblePaths?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 248 and newer. Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  ExecPaths?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 248 and newer. Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  NoExecPaths?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be SOURCE, SOURCE:DESTINATION or SOURCE:DESTINATION:norbind with absolute paths. A list; an empty text clears what was there. */
  BindPaths?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be SOURCE, SOURCE:DESTINATION or SOURCE:DESTINATION:norbind with absolute paths. A list; an empty text clears what was there. */
  BindReadOnlyPaths?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be an absolute path, mount options behind a colon. A list; an empty text clears what was there. */
  TemporaryFileSystem?: (string | number) | (string | number)[];
  /** systemd.exec(5). `disconnected` needs 257. */
  PrivateTmp?: ('yes' | 'no' | 'disconnected') | boolean;
  /** systemd.exec(5). */
  PrivateDevices?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  ProtectKernelTunables?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  ProtectKernelModules?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 244 and newer. */
  ProtectKernelLogs?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 245 and newer. */
  ProtectClock?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). `private` needs 257, `strict` needs 257. */
  ProtectControlGroups?: ('yes' | 'no' | 'private' | 'strict') | boolean;
  /** systemd.exec(5), systemd 259 and newer. It must be an absolute path without ".." parts. */
  UserNamespacePath?: string | number;
  /** systemd.exec(5), systemd 242 and newer. It must be an absolute path without ".." parts. */
  NetworkNamespacePath?: string | number;
  /** systemd.exec(5), systemd 248 and newer. It must be an absolute path without ".." parts. */
  IPCNamespacePath?: string | number;
  /** systemd.exec(5). */
  PrivateNetwork?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). `self` needs 257, `identity` needs 257, `full` needs 258, `managed` needs 260. */
  PrivateUsers?: ('yes' | 'no' | 'self' | 'identity' | 'full' | 'managed') | boolean;
  /** systemd.exec(5). */
  PrivateMounts?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 248 and newer. */
  PrivateIPC?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 257 and newer. */
  PrivatePIDs?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  ProtectSystem?: ('yes' | 'no' | 'full' | 'strict') | boolean;
  /** systemd.exec(5). `tmpfs` needs 240. */
  ProtectHome?: ('yes' | 'no' | 'read-only' | 'tmpfs') | boolean;
  /** systemd.exec(5). */
  MountFlags?: string | number;
  /** systemd.exec(5). */
  MountAPIVFS?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 257 and newer. */
  BindLogSockets?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  Personality?: string | number;
  /** systemd.exec(5). */
  SELinuxContext?: string | number;
  /** systemd.exec(5). */
  AppArmorProfile?: string | number;
  /** systemd.exec(5). */
  SmackProcessLabel?: string | number;
  /** systemd.exec(5), systemd 242 and newer. `private` needs 258. */
  ProtectHostname?: ('yes' | 'no' | 'private') | boolean;
  /** systemd.exec(5), systemd 254 and newer. */
  MemoryKSM?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 260 and newer. */
  MemoryTHP?: 'inherit' | 'disable' | 'madvise' | 'system';
  /** systemd.kill(5). */
  SendSIGKILL?: ('yes' | 'no') | boolean;
  /** systemd.kill(5). */
  SendSIGHUP?: ('yes' | 'no') | boolean;
  /** systemd.kill(5). */
  KillMode?: 'control-group' | 'mixed' | 'process';
  /** systemd.kill(5). It must be a signal such as SIGTERM. */
  KillSignal?: string | number;
  /** systemd.kill(5), systemd 244 and newer. It must be a signal such as SIGTERM. */
  RestartKillSignal?: string | number;
  /** systemd.kill(5), systemd 240 and newer. It must be a signal such as SIGTERM. */
  FinalKillSignal?: string | number;
  /** systemd.kill(5), systemd 240 and newer. It must be a signal such as SIGTERM. */
  WatchdogSignal?: string | number;
  /** systemd.resource-control(5), systemd 244 and newer. It must be a list of numbers and ranges such as 0-3,5. */
  AllowedCPUs?: string | number;
  /** systemd.resource-control(5), systemd 252 and newer. It must be a list of numbers and ranges such as 0-3,5. */
  StartupAllowedCPUs?: string | number;
  /** systemd.resource-control(5), systemd 244 and newer. It must be a list of numbers and ranges such as 0-3,5. */
  AllowedMemoryNodes?: string | number;
  /** systemd.resource-control(5), systemd 252 and newer. It must be a list of numbers and ranges such as 0-3,5. */
  StartupAllowedMemoryNodes?: string | number;
  /** systemd.resource-control(5). It must be a whole number from 1 to 10000, or idle. */
  CPUWeight?: string | number;
  /** systemd.resource-control(5). It must be a whole number from 1 to 10000, or idle. */
  StartupCPUWeight?: string | number;
  /** systemd.resource-control(5). It must be a share of one CPU such as 50% or 200%, with the percent sign. */
  CPUQuota?: string | number;
  /** systemd.resource-control(5), systemd 242 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  CPUQuotaPeriodSec?: string | number;
  /** systemd.resource-control(5). */
  MemoryAccounting?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5), systemd 240 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemoryMin?: string | number;
  /** systemd.resource-control(5). It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemoryLow?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  StartupMemoryLow?: string | number;
  /** systemd.resource-control(5). It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemoryHigh?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  StartupMemoryHigh?: string | number;
  /** systemd.resource-control(5). It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemoryMax?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  StartupMemoryMax?: string | number;
  /** systemd.resource-control(5). It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemorySwapMax?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  StartupMemorySwapMax?: string | number;
  /** systemd.resource-control(5), systemd 253 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemoryZSwapMax?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  StartupMemoryZSwapMax?: string | number;
  /** systemd.resource-control(5), systemd 256 and newer. */
  MemoryZSwapWriteback?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5). */
  IOAccounting?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5). It must be a whole number from 1 to 10000. */
  IOWeight?: string | number;
  /** systemd.resource-control(5). It must be a whole number from 1 to 10000. */
  StartupIOWeight?: string | number;
  /** systemd.resource-control(5). A list; an empty text clears what was there. */
  IODeviceWeight?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be a device and a limit: /dev/sda 10M. A list; an empty text clears what was there. */
  IOReadBandwidthMax?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be a device and a limit: /dev/sda 10M. A list; an empty text clears what was there. */
  IOWriteBandwidthMax?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be a device and a limit: /dev/sda 10M. A list; an empty text clears what was there. */
  IOReadIOPSMax?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be a device and a limit: /dev/sda 10M. A list; an empty text clears what was there. */
  IOWriteIOPSMax?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 240 and newer. Each must be a device and a time span: /dev/sda 25ms. A list; an empty text clears what was there. */
  IODeviceLatencyTargetSec?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). */
  TasksAccounting?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5). It must be a number from 1, a share such as 50%, or infinity. */
  TasksMax?: string | number;
  /** systemd.resource-control(5). */
  IPAccounting?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5), systemd 261 and newer. */
  CPUSetPartition?: string | number;
  /** systemd.resource-control(5). Each must be a device such as /dev/ttyS0 or char-pts, then r, w and m. A list; an empty text clears what was there. */
  DeviceAllow?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). */
  DevicePolicy?: 'auto' | 'closed' | 'strict';
  /** systemd.resource-control(5). Each must be a controller such as cpu, memory, io or pids. A list; an empty text clears what was there. */
  Delegate?: (string | number) | boolean | (string | number)[];
  /** systemd.resource-control(5), systemd 254 and newer. */
  DelegateSubgroup?: string | number;
  /** systemd.resource-control(5), systemd 240 and newer. Each must be a controller such as cpu, memory, io or pids. A list; an empty text clears what was there. */
  DisableControllers?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be an address such as 10.0.0.0/8, or any, localhost, link-local, multicast. A list; an empty text clears what was there. */
  IPAddressAllow?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be an address such as 10.0.0.0/8, or any, localhost, link-local, multicast. A list; an empty text clears what was there. */
  IPAddressDeny?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 243 and newer. A list; an empty text clears what was there. */
  IPIngressFilterPath?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 243 and newer. A list; an empty text clears what was there. */
  IPEgressFilterPath?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 247 and newer. */
  ManagedOOMSwap?: 'auto' | 'kill';
  /** systemd.resource-control(5), systemd 247 and newer. */
  ManagedOOMMemoryPressure?: 'auto' | 'kill';
  /** systemd.resource-control(5), systemd 248 and newer. It must be a share from 0% to 100%. */
  ManagedOOMMemoryPressureLimit?: string | number;
  /** systemd.resource-control(5), systemd 257 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  ManagedOOMMemoryPressureDurationSec?: string | number;
  /** systemd.resource-control(5), systemd 248 and newer. */
  ManagedOOMPreference?: 'none' | 'avoid' | 'omit';
  /** systemd.resource-control(5), systemd 261 and newer. A list; an empty text clears what was there. */
  OOMRules?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 249 and newer. A list; an empty text clears what was there. */
  BPFProgram?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 249 and newer. Each must be any, or a port such as tcp:8080 or ipv6:udp:5000-5010. A list; an empty text clears what was there. */
  SocketBindAllow?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 249 and newer. Each must be any, or a port such as tcp:8080 or ipv6:udp:5000-5010. A list; an empty text clears what was there. */
  SocketBindDeny?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 250 and newer. A list; an empty text clears what was there. */
  RestrictNetworkInterfaces?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 254 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  MemoryPressureThresholdSec?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. */
  MemoryPressureWatch?: ('yes' | 'no' | 'auto' | 'skip') | boolean;
  /** systemd.resource-control(5), systemd 261 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  CPUPressureThresholdSec?: string | number;
  /** systemd.resource-control(5), systemd 261 and newer. */
  CPUPressureWatch?: ('yes' | 'no' | 'auto' | 'skip') | boolean;
  /** systemd.resource-control(5), systemd 261 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  IOPressureThresholdSec?: string | number;
  /** systemd.resource-control(5), systemd 261 and newer. */
  IOPressureWatch?: ('yes' | 'no' | 'auto' | 'skip') | boolean;
  /** systemd.resource-control(5), systemd 255 and newer. A list; an empty text clears what was there. */
  NFTSet?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 255 and newer. */
  CoredumpReceive?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5), systemd 260 and newer. */
  BindNetworkInterface?: string | number;
}
export interface WrittenSocketSection {
  /** systemd.socket(5). Each must be a path, a port, ADDRESS:PORT or [IPv6]:PORT; a socket path has at most 107 bytes. A list; an empty text clears what was there. */
  ListenStream?: (string | number) | (string | number)[];
  /** systemd.socket(5). Each must be a path, a port, ADDRESS:PORT or [IPv6]:PORT; a socket path has at most 107 bytes. A list; an empty text clears what was there. */
  ListenDatagram?: (string | number) | (string | number)[];
  /** systemd.socket(5). Each must be a path, a port, ADDRESS:PORT or [IPv6]:PORT; a socket path has at most 107 bytes. A list; an empty text clears what was there. */
  ListenSequentialPacket?: (string | number) | (string | number)[];
  /** systemd.socket(5). Each must be an absolute path. A list; an empty text clears what was there. */
  ListenFIFO?: (string | number) | (string | number)[];
  /** systemd.socket(5). A list; an empty text clears what was there. */
  ListenNetlink?: (string | number) | (string | number)[];
  /** systemd.socket(5). Each must be an absolute path. A list; an empty text clears what was there. */
  ListenSpecial?: (string | number) | (string | number)[];
  /** systemd.socket(5). A list; an empty text clears what was there. */
  ListenMessageQueue?: (string | number) | (string | number)[];
  /** systemd.socket(5). Each must be an absolute path. A list; an empty text clears what was there. */
  ListenUSBFunction?: (string | number) | (string | number)[];
  /** systemd.socket(5). */
  SocketProtocol?: string | number;
  /** systemd.socket(5). */
  BindIPv6Only?: ('yes' | 'no' | 'default' | 'both' | 'ipv6-only') | boolean;
  /** systemd.socket(5). It must be a whole number from 0 to 4294967295. */
  Backlog?: string | number;
  /** systemd.socket(5). */
  BindToDevice?: string | number;
  /** systemd.socket(5). A list; an empty text clears what was there. */
  ExecStartPre?: (string | number) | (string | number)[];
  /** systemd.socket(5). A list; an empty text clears what was there. */
  ExecStartPost?: (string | number) | (string | number)[];
  /** systemd.socket(5). A list; an empty text clears what was there. */
  ExecStopPre?: (string | number) | (string | number)[];
  /** systemd.socket(5). A list; an empty text clears what was there. */
  ExecStopPost?: (string | number) | (string | number)[];
  /** systemd.socket(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  TimeoutSec?: string | number;
  /** systemd.socket(5). It must be a user or group name of at most 31 letters, digits, _ and -, or a number. */
  SocketUser?: string | number;
  /** systemd.socket(5). It must be a user or group name of at most 31 letters, digits, _ and -, or a number. */
  SocketGroup?: string | number;
  /** systemd.socket(5). It must be an octal mode such as 0750. */
  SocketMode?: string | number;
  /** systemd.socket(5). It must be an octal mode such as 0750. */
  DirectoryMode?: string | number;
  /** systemd.socket(5). */
  Accept?: ('yes' | 'no') | boolean;
  /** systemd.socket(5), systemd 247 and newer. */
  FlushPending?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). */
  Writable?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). It must be a whole number from 0 to 4294967295. */
  MaxConnections?: string | number;
  /** systemd.socket(5). It must be a whole number from 0 to 4294967295. */
  MaxConnectionsPerSource?: string | number;
  /** systemd.socket(5). */
  KeepAlive?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  KeepAliveTimeSec?: string | number;
  /** systemd.socket(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  KeepAliveIntervalSec?: string | number;
  /** systemd.socket(5). It must be a whole number from 0 to 4294967295. */
  KeepAliveProbes?: string | number;
  /** systemd.socket(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  DeferAcceptSec?: string | number;
  /** systemd.socket(5). */
  NoDelay?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). It must be a whole number from -2147483648 to 2147483647. */
  Priority?: string | number;
  /** systemd.socket(5). It must be a size such as 64K or 8M (base 1024). */
  ReceiveBuffer?: string | number;
  /** systemd.socket(5). It must be a size such as 64K or 8M (base 1024). */
  SendBuffer?: string | number;
  /** systemd.socket(5). It must be a whole number from 0 to 255. */
  IPTOS?: string | number;
  /** systemd.socket(5). It must be a whole number from -2147483648 to 2147483647. */
  IPTTL?: string | number;
  /** systemd.socket(5). It must be a whole number from -2147483648 to 2147483647. */
  Mark?: string | number;
  /** systemd.socket(5). It must be a size such as 64K or 8M (base 1024). */
  PipeSize?: string | number;
  /** systemd.socket(5). */
  FreeBind?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). */
  Transparent?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). */
  Broadcast?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). */
  PassCredentials?: ('yes' | 'no') | boolean;
  /** systemd.socket(5), systemd 258 and newer. */
  PassPIDFD?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). */
  PassSecurity?: ('yes' | 'no') | boolean;
  /** systemd.socket(5), systemd 246 and newer. */
  PassPacketInfo?: ('yes' | 'no') | boolean;
  /** systemd.socket(5), systemd 258 and newer. */
  AcceptFileDescriptors?: ('yes' | 'no') | boolean;
  /** systemd.socket(5), systemd 247 and newer. */
  Timestamping?: string | number;
  /** systemd.socket(5). */
  TCPCongestion?: string | number;
  /** systemd.socket(5). */
  ReusePort?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). It must be a whole number from -2147483648 to 2147483647. */
  MessageQueueMaxMessages?: string | number;
  /** systemd.socket(5). It must be a whole number from -2147483648 to 2147483647. */
  MessageQueueMessageSize?: string | number;
  /** systemd.socket(5). */
  RemoveOnStop?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  Symlinks?: (string | number) | (string | number)[];
  /** systemd.socket(5). */
  FileDescriptorName?: string | number;
  /** systemd.socket(5). It must be the name of a service. */
  Service?: string | number;
  /** systemd.socket(5), systemd 256 and newer. */
  PassFileDescriptorsToExec?: ('yes' | 'no') | boolean;
  /** systemd.socket(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  TriggerLimitIntervalSec?: string | number;
  /** systemd.socket(5). It must be a whole number from 0 to 4294967295. */
  TriggerLimitBurst?: string | number;
  /** systemd.socket(5), systemd 255 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  PollLimitIntervalSec?: string | number;
  /** systemd.socket(5), systemd 255 and newer. It must be a whole number from 0 to 4294967295. */
  PollLimitBurst?: string | number;
  /** systemd.socket(5), systemd 258 and newer. */
  DeferTrigger?: string | number;
  /** systemd.socket(5), systemd 258 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  DeferTriggerMaxSec?: string | number;
  /** systemd.socket(5), systemd 262 and newer. */
  XAttrEntryPoint?: string | number;
  /** systemd.socket(5), systemd 262 and newer. */
  XAttrListen?: string | number;
  /** systemd.socket(5), systemd 262 and newer. */
  XAttrAccept?: string | number;
  /** systemd.socket(5). */
  SmackLabel?: string | number;
  /** systemd.socket(5). */
  SmackLabelIPIn?: string | number;
  /** systemd.socket(5). */
  SmackLabelIPOut?: string | number;
  /** systemd.socket(5). */
  SELinuxContextFromNet?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). It must be an absolute path without ".." parts, or ~ for the home of the user. */
  WorkingDirectory?: string | number;
  /** systemd.exec(5). It must be a user or group name of at most 31 letters, digits, _ and -, or a number. */
  User?: string | number;
  /** systemd.exec(5). It must be a user or group name of at most 31 letters, digits, _ and -, or a number. */
  Group?: string | number;
  /** systemd.exec(5). Each must be a user or group name of at most 31 letters, digits, _ and -, or a number. A list; an empty text clears what was there. */
  SupplementaryGroups?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 255 and newer. */
  SetLoginEnvironment?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). It must be a whole number from -20 to 19. */
  Nice?: string | number;
  /** systemd.exec(5). It must be a whole number from -1000 to 1000. */
  OOMScoreAdjust?: string | number;
  /** systemd.exec(5), systemd 246 and newer. */
  CoredumpFilter?: string | number;
  /** systemd.exec(5). */
  IOSchedulingClass?: ('none' | 'realtime' | 'best-effort' | 'idle') | number;
  /** systemd.exec(5). It must be a whole number from 0 to 7. */
  IOSchedulingPriority?: string | number;
  /** systemd.exec(5). `ext` needs 258. */
  CPUSchedulingPolicy?: 'other' | 'batch' | 'idle' | 'fifo' | 'rr' | 'ext';
  /** systemd.exec(5). It must be a whole number from 1 to 99. */
  CPUSchedulingPriority?: string | number;
  /** systemd.exec(5). */
  CPUSchedulingResetOnFork?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). Each must be a list of numbers and ranges such as 0-3,5. A list; an empty text clears what was there. */
  CPUAffinity?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 243 and newer. */
  NUMAPolicy?: 'default' | 'preferred' | 'bind' | 'interleave' | 'local';
  /** systemd.exec(5), systemd 243 and newer. It must be a list of numbers and ranges such as 0-3,5. */
  NUMAMask?: string | number;
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  UMask?: string | number;
  /** systemd.exec(5). Each must be NAME=value, quoted as a whole where it has blanks, but "" is no assignment. A list; an empty text clears what was there. */
  Environment?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be an absolute path, unquoted; a leading - makes it optional. A list; an empty text clears what was there. */
  EnvironmentFile?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be the name of an environment variable. A list; an empty text clears what was there. */
  PassEnvironment?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be the name of an environment variable. A list; an empty text clears what was there. */
  UnsetEnvironment?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be null, data, socket, tty or file:/path. */
  StandardInput?: string | number;
  /** systemd.exec(5). It must be journal, null, inherit, or append:/path. */
  StandardOutput?: string | number;
  /** systemd.exec(5). It must be journal, null, inherit, or append:/path. */
  StandardError?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  StandardInputText?: (string | number) | (string | number)[];
  /** systemd.exec(5). A list; an empty text clears what was there. */
  StandardInputData?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an absolute path without ".." parts. */
  TTYPath?: string | number;
  /** systemd.exec(5). */
  TTYReset?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  TTYVHangup?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  TTYVTDisallocate?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 250 and newer. It must be a whole number from 0 to 4294967295. */
  TTYRows?: string | number;
  /** systemd.exec(5), systemd 250 and newer. It must be a whole number from 0 to 4294967295. */
  TTYColumns?: string | number;
  /** systemd.exec(5). */
  SyslogIdentifier?: string | number;
  /** systemd.exec(5). */
  SyslogFacility?:
    | (
        | 'kern'
        | 'user'
        | 'mail'
        | 'daemon'
        | 'auth'
        | 'syslog'
        | 'lpr'
        | 'news'
        | 'uucp'
        | 'cron'
        | 'authpriv'
        | 'ftp'
        | 'local0'
        | 'local1'
        | 'local2'
        | 'local3'
        | 'local4'
        | 'local5'
        | 'local6'
        | 'local7'
      )
    | number;
  /** systemd.exec(5). */
  SyslogLevel?: ('emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug') | number;
  /** systemd.exec(5). */
  SyslogLevelPrefix?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  LogLevelMax?: ('emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug') | number;
  /** systemd.exec(5), systemd 240 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  LogRateLimitIntervalSec?: string | number;
  /** systemd.exec(5), systemd 240 and newer. It must be a whole number from 0 to 4294967295. */
  LogRateLimitBurst?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  LogExtraFields?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 253 and newer. A list; an empty text clears what was there. */
  LogFilterPatterns?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be a time span such as 50us; a bare number is nanoseconds. */
  TimerSlackNSec?: string | number;
  /** systemd.exec(5). It must be a time span such as 10min, infinity, or soft:hard with soft at most hard. */
  LimitCPU?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitFSIZE?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitDATA?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitSTACK?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitCORE?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitRSS?: string | number;
  /** systemd.exec(5). It must be a number such as 65536, infinity, or soft:hard with soft at most hard. */
  LimitNOFILE?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitAS?: string | number;
  /** systemd.exec(5). It must be a number such as 65536, infinity, or soft:hard with soft at most hard. */
  LimitNPROC?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitMEMLOCK?: string | number;
  /** systemd.exec(5). It must be a number such as 65536, infinity, or soft:hard with soft at most hard. */
  LimitLOCKS?: string | number;
  /** systemd.exec(5). It must be a number such as 65536, infinity, or soft:hard with soft at most hard. */
  LimitSIGPENDING?: string | number;
  /** systemd.exec(5). It must be a size such as 64M, infinity, or soft:hard with soft at most hard. */
  LimitMSGQUEUE?: string | number;
  /** systemd.exec(5). It must be a nice level such as +5 or -10, infinity, or soft:hard with soft at most hard. */
  LimitNICE?: string | number;
  /** systemd.exec(5). It must be a number such as 65536, infinity, or soft:hard with soft at most hard. */
  LimitRTPRIO?: string | number;
  /** systemd.exec(5). It must be a time span such as 200ms, infinity, or soft:hard with soft at most hard. */
  LimitRTTIME?: string | number;
  /** systemd.exec(5), systemd 250 and newer. Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  ExecSearchPath?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 245 and newer. */
  LogNamespace?: string | number;
  /** systemd.exec(5). */
  RuntimeDirectoryPreserve?: ('yes' | 'no' | 'restart') | boolean;
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  RuntimeDirectoryMode?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  RuntimeDirectory?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  StateDirectoryMode?: string | number;
  /** systemd.exec(5), systemd 258 and newer. */
  StateDirectoryAccounting?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 258 and newer. */
  StateDirectoryQuota?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  StateDirectory?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  CacheDirectoryMode?: string | number;
  /** systemd.exec(5), systemd 258 and newer. */
  CacheDirectoryAccounting?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 258 and newer. */
  CacheDirectoryQuota?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  CacheDirectory?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  LogsDirectoryMode?: string | number;
  /** systemd.exec(5), systemd 258 and newer. */
  LogsDirectoryAccounting?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 258 and newer. */
  LogsDirectoryQuota?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  LogsDirectory?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an octal mode such as 0750. */
  ConfigurationDirectoryMode?: string | number;
  /** systemd.exec(5). A list; an empty text clears what was there. */
  ConfigurationDirectory?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 247 and newer. Each must be ID:DATA. A list; an empty text clears what was there. */
  SetCredential?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 250 and newer. Each must be ID:DATA. A list; an empty text clears what was there. */
  SetCredentialEncrypted?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 247 and newer. A list; an empty text clears what was there. */
  LoadCredential?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 250 and newer. A list; an empty text clears what was there. */
  LoadCredentialEncrypted?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 254 and newer. A list; an empty text clears what was there. */
  ImportCredential?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 244 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  TimeoutCleanSec?: string | number;
  /** systemd.exec(5). */
  PAMName?: string | number;
  /** systemd.exec(5). */
  IgnoreSIGPIPE?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  UtmpIdentifier?: string | number;
  /** systemd.exec(5). */
  UtmpMode?: 'init' | 'login' | 'user';
  /** systemd.exec(5). It must be an absolute path without ".." parts. */
  RootDirectory?: string | number;
  /** systemd.exec(5). It must be an absolute path without ".." parts. */
  RootImage?: string | number;
  /** systemd.exec(5), systemd 247 and newer. A list; an empty text clears what was there. */
  RootImageOptions?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 254 and newer. */
  RootImagePolicy?: string | number;
  /** systemd.exec(5), systemd 246 and newer. */
  RootHash?: string | number;
  /** systemd.exec(5), systemd 246 and newer. */
  RootHashSignature?: string | number;
  /** systemd.exec(5), systemd 246 and newer. It must be an absolute path without ".." parts. */
  RootVerity?: string | number;
  /** systemd.exec(5), systemd 254 and newer. */
  RootEphemeral?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 260 and newer. It must be an absolute path without ".." parts. */
  RootMStack?: string | number;
  /** systemd.exec(5), systemd 251 and newer. A list; an empty text clears what was there. */
  ExtensionDirectories?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 248 and newer. A list; an empty text clears what was there. */
  ExtensionImages?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 254 and newer. */
  ExtensionImagePolicy?: string | number;
  /** systemd.exec(5), systemd 247 and newer. A list; an empty text clears what was there. */
  MountImages?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 254 and newer. */
  MountImagePolicy?: string | number;
  /** systemd.exec(5). */
  DynamicUser?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  RemoveIPC?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). Each must be one of keep-caps, no-setuid-fixup, noroot, each with or without -locked. A list; an empty text clears what was there. */
  SecureBits?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be a capability such as CAP_NET_BIND_SERVICE. A list; an empty text clears what was there. */
  CapabilityBoundingSet?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be a capability such as CAP_NET_BIND_SERVICE. A list; an empty text clears what was there. */
  AmbientCapabilities?: (string | number) | (string | number)[];
  /** systemd.exec(5). */
  NoNewPrivileges?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  KeyringMode?: 'inherit' | 'private' | 'shared';
  /** systemd.exec(5), systemd 247 and newer. */
  ProtectProc?: 'noaccess' | 'invisible' | 'ptraceable' | 'default';
  /** systemd.exec(5), systemd 247 and newer. */
  ProcSubset?: 'all' | 'pid';
  /** systemd.exec(5), systemd 258 and newer. */
  PrivateBPF?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
  BPFDelegateCommands?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
  BPFDelegateMaps?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
  BPFDelegatePrograms?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 258 and newer. A list; an empty text clears what was there. */
  BPFDelegateAttachments?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be a system call or a group such as @system-service. A list; an empty text clears what was there. */
  SystemCallFilter?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be native or an architecture such as x86-64. A list; an empty text clears what was there. */
  SystemCallArchitectures?: (string | number) | (string | number)[];
  /** systemd.exec(5). It must be an error such as EPERM, or kill. */
  SystemCallErrorNumber?: string | number;
  /** systemd.exec(5), systemd 247 and newer. Each must be a system call or a group such as @system-service. A list; an empty text clears what was there. */
  SystemCallLog?: (string | number) | (string | number)[];
  /** systemd.exec(5). */
  MemoryDenyWriteExecute?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). Each must be a namespace: cgroup, ipc, net, mnt, pid, user or uts. A list; an empty text clears what was there. */
  RestrictNamespaces?: (string | number) | boolean | (string | number)[];
  /** systemd.exec(5). */
  RestrictRealtime?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 242 and newer. */
  RestrictSUIDSGID?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). Each must be an address family such as AF_INET. A list; an empty text clears what was there. */
  RestrictAddressFamilies?: (string | number) | (string | number)[];
  /** systemd.exec(5). */
  LockPersonality?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 258 and newer. Each must be a namespace: cgroup, ipc, net, mnt, pid, user or uts. A list; an empty text clears what was there. */
  DelegateNamespaces?: (string | number) | boolean | (string | number)[];
  /** systemd.exec(5), systemd 250 and newer. Each must be a file system such as ext4 or a group such as @basic-api. A list; an empty text clears what was there. */
  RestrictFileSystems?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  ReadWritePaths?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  ReadOnlyPaths?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  InaccessiblePaths?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 248 and newer. Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  ExecPaths?: (string | number) | (string | number)[];
  /** systemd.exec(5), systemd 248 and newer. Each must be an absolute path without ".." parts. A list; an empty text clears what was there. */
  NoExecPaths?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be SOURCE, SOURCE:DESTINATION or SOURCE:DESTINATION:norbind with absolute paths. A list; an empty text clears what was there. */
  BindPaths?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be SOURCE, SOURCE:DESTINATION or SOURCE:DESTINATION:norbind with absolute paths. A list; an empty text clears what was there. */
  BindReadOnlyPaths?: (string | number) | (string | number)[];
  /** systemd.exec(5). Each must be an absolute path, mount options behind a colon. A list; an empty text clears what was there. */
  TemporaryFileSystem?: (string | number) | (string | number)[];
  /** systemd.exec(5). `disconnected` needs 257. */
  PrivateTmp?: ('yes' | 'no' | 'disconnected') | boolean;
  /** systemd.exec(5). */
  PrivateDevices?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  ProtectKernelTunables?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  ProtectKernelModules?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 244 and newer. */
  ProtectKernelLogs?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 245 and newer. */
  ProtectClock?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). `private` needs 257, `strict` needs 257. */
  ProtectControlGroups?: ('yes' | 'no' | 'private' | 'strict') | boolean;
  /** systemd.exec(5), systemd 259 and newer. It must be an absolute path without ".." parts. */
  UserNamespacePath?: string | number;
  /** systemd.exec(5), systemd 242 and newer. It must be an absolute path without ".." parts. */
  NetworkNamespacePath?: string | number;
  /** systemd.exec(5), systemd 248 and newer. It must be an absolute path without ".." parts. */
  IPCNamespacePath?: string | number;
  /** systemd.exec(5). */
  PrivateNetwork?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). `self` needs 257, `identity` needs 257, `full` needs 258, `managed` needs 260. */
  PrivateUsers?: ('yes' | 'no' | 'self' | 'identity' | 'full' | 'managed') | boolean;
  /** systemd.exec(5). */
  PrivateMounts?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 248 and newer. */
  PrivateIPC?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 257 and newer. */
  PrivatePIDs?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  ProtectSystem?: ('yes' | 'no' | 'full' | 'strict') | boolean;
  /** systemd.exec(5). `tmpfs` needs 240. */
  ProtectHome?: ('yes' | 'no' | 'read-only' | 'tmpfs') | boolean;
  /** systemd.exec(5). */
  MountFlags?: string | number;
  /** systemd.exec(5). */
  MountAPIVFS?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 257 and newer. */
  BindLogSockets?: ('yes' | 'no') | boolean;
  /** systemd.exec(5). */
  Personality?: string | number;
  /** systemd.exec(5). */
  SELinuxContext?: string | number;
  /** systemd.exec(5). */
  AppArmorProfile?: string | number;
  /** systemd.exec(5). */
  SmackProcessLabel?: string | number;
  /** systemd.exec(5), systemd 242 and newer. `private` needs 258. */
  ProtectHostname?: ('yes' | 'no' | 'private') | boolean;
  /** systemd.exec(5), systemd 254 and newer. */
  MemoryKSM?: ('yes' | 'no') | boolean;
  /** systemd.exec(5), systemd 260 and newer. */
  MemoryTHP?: 'inherit' | 'disable' | 'madvise' | 'system';
  /** systemd.kill(5). */
  SendSIGKILL?: ('yes' | 'no') | boolean;
  /** systemd.kill(5). */
  SendSIGHUP?: ('yes' | 'no') | boolean;
  /** systemd.kill(5). */
  KillMode?: 'control-group' | 'mixed' | 'process';
  /** systemd.kill(5). It must be a signal such as SIGTERM. */
  KillSignal?: string | number;
  /** systemd.kill(5), systemd 244 and newer. It must be a signal such as SIGTERM. */
  RestartKillSignal?: string | number;
  /** systemd.kill(5), systemd 240 and newer. It must be a signal such as SIGTERM. */
  FinalKillSignal?: string | number;
  /** systemd.kill(5), systemd 240 and newer. It must be a signal such as SIGTERM. */
  WatchdogSignal?: string | number;
  /** systemd.resource-control(5), systemd 244 and newer. It must be a list of numbers and ranges such as 0-3,5. */
  AllowedCPUs?: string | number;
  /** systemd.resource-control(5), systemd 252 and newer. It must be a list of numbers and ranges such as 0-3,5. */
  StartupAllowedCPUs?: string | number;
  /** systemd.resource-control(5), systemd 244 and newer. It must be a list of numbers and ranges such as 0-3,5. */
  AllowedMemoryNodes?: string | number;
  /** systemd.resource-control(5), systemd 252 and newer. It must be a list of numbers and ranges such as 0-3,5. */
  StartupAllowedMemoryNodes?: string | number;
  /** systemd.resource-control(5). It must be a whole number from 1 to 10000, or idle. */
  CPUWeight?: string | number;
  /** systemd.resource-control(5). It must be a whole number from 1 to 10000, or idle. */
  StartupCPUWeight?: string | number;
  /** systemd.resource-control(5). It must be a share of one CPU such as 50% or 200%, with the percent sign. */
  CPUQuota?: string | number;
  /** systemd.resource-control(5), systemd 242 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  CPUQuotaPeriodSec?: string | number;
  /** systemd.resource-control(5). */
  MemoryAccounting?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5), systemd 240 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemoryMin?: string | number;
  /** systemd.resource-control(5). It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemoryLow?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  StartupMemoryLow?: string | number;
  /** systemd.resource-control(5). It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemoryHigh?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  StartupMemoryHigh?: string | number;
  /** systemd.resource-control(5). It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemoryMax?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  StartupMemoryMax?: string | number;
  /** systemd.resource-control(5). It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemorySwapMax?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  StartupMemorySwapMax?: string | number;
  /** systemd.resource-control(5), systemd 253 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  MemoryZSwapMax?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. It must be a size such as 512M or 1.5G (K, M, G, T; base 1024), a share such as 50%, or infinity. */
  StartupMemoryZSwapMax?: string | number;
  /** systemd.resource-control(5), systemd 256 and newer. */
  MemoryZSwapWriteback?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5). */
  IOAccounting?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5). It must be a whole number from 1 to 10000. */
  IOWeight?: string | number;
  /** systemd.resource-control(5). It must be a whole number from 1 to 10000. */
  StartupIOWeight?: string | number;
  /** systemd.resource-control(5). A list; an empty text clears what was there. */
  IODeviceWeight?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be a device and a limit: /dev/sda 10M. A list; an empty text clears what was there. */
  IOReadBandwidthMax?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be a device and a limit: /dev/sda 10M. A list; an empty text clears what was there. */
  IOWriteBandwidthMax?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be a device and a limit: /dev/sda 10M. A list; an empty text clears what was there. */
  IOReadIOPSMax?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be a device and a limit: /dev/sda 10M. A list; an empty text clears what was there. */
  IOWriteIOPSMax?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 240 and newer. Each must be a device and a time span: /dev/sda 25ms. A list; an empty text clears what was there. */
  IODeviceLatencyTargetSec?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). */
  TasksAccounting?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5). It must be a number from 1, a share such as 50%, or infinity. */
  TasksMax?: string | number;
  /** systemd.resource-control(5). */
  IPAccounting?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5). It must be the name of a slice, its parts separated by single dashes. */
  Slice?: string | number;
  /** systemd.resource-control(5), systemd 261 and newer. */
  CPUSetPartition?: string | number;
  /** systemd.resource-control(5). Each must be a device such as /dev/ttyS0 or char-pts, then r, w and m. A list; an empty text clears what was there. */
  DeviceAllow?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). */
  DevicePolicy?: 'auto' | 'closed' | 'strict';
  /** systemd.resource-control(5). Each must be a controller such as cpu, memory, io or pids. A list; an empty text clears what was there. */
  Delegate?: (string | number) | boolean | (string | number)[];
  /** systemd.resource-control(5), systemd 254 and newer. */
  DelegateSubgroup?: string | number;
  /** systemd.resource-control(5), systemd 240 and newer. Each must be a controller such as cpu, memory, io or pids. A list; an empty text clears what was there. */
  DisableControllers?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be an address such as 10.0.0.0/8, or any, localhost, link-local, multicast. A list; an empty text clears what was there. */
  IPAddressAllow?: (string | number) | (string | number)[];
  /** systemd.resource-control(5). Each must be an address such as 10.0.0.0/8, or any, localhost, link-local, multicast. A list; an empty text clears what was there. */
  IPAddressDeny?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 243 and newer. A list; an empty text clears what was there. */
  IPIngressFilterPath?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 243 and newer. A list; an empty text clears what was there. */
  IPEgressFilterPath?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 247 and newer. */
  ManagedOOMSwap?: 'auto' | 'kill';
  /** systemd.resource-control(5), systemd 247 and newer. */
  ManagedOOMMemoryPressure?: 'auto' | 'kill';
  /** systemd.resource-control(5), systemd 248 and newer. It must be a share from 0% to 100%. */
  ManagedOOMMemoryPressureLimit?: string | number;
  /** systemd.resource-control(5), systemd 257 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  ManagedOOMMemoryPressureDurationSec?: string | number;
  /** systemd.resource-control(5), systemd 248 and newer. */
  ManagedOOMPreference?: 'none' | 'avoid' | 'omit';
  /** systemd.resource-control(5), systemd 261 and newer. A list; an empty text clears what was there. */
  OOMRules?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 249 and newer. A list; an empty text clears what was there. */
  BPFProgram?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 249 and newer. Each must be any, or a port such as tcp:8080 or ipv6:udp:5000-5010. A list; an empty text clears what was there. */
  SocketBindAllow?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 249 and newer. Each must be any, or a port such as tcp:8080 or ipv6:udp:5000-5010. A list; an empty text clears what was there. */
  SocketBindDeny?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 250 and newer. A list; an empty text clears what was there. */
  RestrictNetworkInterfaces?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 254 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  MemoryPressureThresholdSec?: string | number;
  /** systemd.resource-control(5), systemd 254 and newer. */
  MemoryPressureWatch?: ('yes' | 'no' | 'auto' | 'skip') | boolean;
  /** systemd.resource-control(5), systemd 261 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  CPUPressureThresholdSec?: string | number;
  /** systemd.resource-control(5), systemd 261 and newer. */
  CPUPressureWatch?: ('yes' | 'no' | 'auto' | 'skip') | boolean;
  /** systemd.resource-control(5), systemd 261 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  IOPressureThresholdSec?: string | number;
  /** systemd.resource-control(5), systemd 261 and newer. */
  IOPressureWatch?: ('yes' | 'no' | 'auto' | 'skip') | boolean;
  /** systemd.resource-control(5), systemd 255 and newer. A list; an empty text clears what was there. */
  NFTSet?: (string | number) | (string | number)[];
  /** systemd.resource-control(5), systemd 255 and newer. */
  CoredumpReceive?: ('yes' | 'no') | boolean;
  /** systemd.resource-control(5), systemd 260 and newer. */
  BindNetworkInterface?: string | number;
}
export interface WrittenTimerSection {
  /** systemd.timer(5). Each must be a calendar expression such as daily, Mon..Fri 09:00 or *-*-* 02:00:00. A list; an empty text clears what was there. */
  OnCalendar?: (string | number) | (string | number)[];
  /** systemd.timer(5). Each must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. A list; an empty text clears what was there. */
  OnActiveSec?: (string | number) | (string | number)[];
  /** systemd.timer(5). Each must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. A list; an empty text clears what was there. */
  OnBootSec?: (string | number) | (string | number)[];
  /** systemd.timer(5). Each must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. A list; an empty text clears what was there. */
  OnStartupSec?: (string | number) | (string | number)[];
  /** systemd.timer(5). Each must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. A list; an empty text clears what was there. */
  OnUnitActiveSec?: (string | number) | (string | number)[];
  /** systemd.timer(5). Each must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. A list; an empty text clears what was there. */
  OnUnitInactiveSec?: (string | number) | (string | number)[];
  /** systemd.timer(5), systemd 242 and newer. */
  OnClockChange?: ('yes' | 'no') | boolean;
  /** systemd.timer(5), systemd 242 and newer. */
  OnTimezoneChange?: ('yes' | 'no') | boolean;
  /** systemd.timer(5). */
  Persistent?: ('yes' | 'no') | boolean;
  /** systemd.timer(5). */
  WakeSystem?: ('yes' | 'no') | boolean;
  /** systemd.timer(5). */
  RemainAfterElapse?: ('yes' | 'no') | boolean;
  /** systemd.timer(5), systemd 247 and newer. */
  FixedRandomDelay?: ('yes' | 'no') | boolean;
  /** systemd.timer(5), systemd 257 and newer. */
  DeferReactivation?: ('yes' | 'no') | boolean;
  /** systemd.timer(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  AccuracySec?: string | number;
  /** systemd.timer(5). It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  RandomizedDelaySec?: string | number;
  /** systemd.timer(5), systemd 258 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  RandomizedOffsetSec?: string | number;
  /** systemd.timer(5). It must be the name of a unit, with its type: name.service. */
  Unit?: string | number;
}
export interface WrittenPathSection {
  /** systemd.path(5). Each must be an absolute path. A list; an empty text clears what was there. */
  PathExists?: (string | number) | (string | number)[];
  /** systemd.path(5). Each must be an absolute path. A list; an empty text clears what was there. */
  PathExistsGlob?: (string | number) | (string | number)[];
  /** systemd.path(5). Each must be an absolute path. A list; an empty text clears what was there. */
  PathChanged?: (string | number) | (string | number)[];
  /** systemd.path(5). Each must be an absolute path. A list; an empty text clears what was there. */
  PathModified?: (string | number) | (string | number)[];
  /** systemd.path(5). Each must be an absolute path. A list; an empty text clears what was there. */
  DirectoryNotEmpty?: (string | number) | (string | number)[];
  /** systemd.path(5). It must be the name of a unit, with its type: name.service. */
  Unit?: string | number;
  /** systemd.path(5). */
  MakeDirectory?: ('yes' | 'no') | boolean;
  /** systemd.path(5). It must be an octal mode such as 0750. */
  DirectoryMode?: string | number;
  /** systemd.path(5), systemd 250 and newer. It must be a time span such as 30s, 5min, 1h 30min or infinity; a bare number is seconds. */
  TriggerLimitIntervalSec?: string | number;
  /** systemd.path(5), systemd 250 and newer. It must be a whole number from 0 to 4294967295. */
  TriggerLimitBurst?: string | number;
}
export interface WrittenInstallSection {
  /** systemd.unit(5). Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  RequiredBy?: (string | number) | (string | number)[];
  /** systemd.unit(5), systemd 254 and newer. Each must be the name of a unit, with its type: name.service. A list; an empty text clears what was there. */
  UpheldBy?: (string | number) | (string | number)[];
  /** systemd.unit(5). */
  DefaultInstance?: string | number;
}
