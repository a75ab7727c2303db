import { readFileSync } from 'node:fs';

/** What the control groups of Linux allow a process and those beside it, in bytes; and what is in use of it. Infinite, and nothing, where there is no bound. */
export interface ContainerMemory {
  readonly limit: number;
  /** Without what is only there to spare reading files again. */
  readonly used: () => number;
}

/** Where the groups are, and how their files are called: in version 1 and in version 2. */
const versions = [
  {
    line: /^\d+:[^:]*\bmemory\b[^:]*:(.*)$/m,
    folders: ['/sys/fs/cgroup/memory'],
    limits: ['memory.limit_in_bytes'],
    usage: 'memory.usage_in_bytes',
    files: /^total_(?:in)?active_file (\d+)$/gm,
  },
  {
    line: /^0::(.*)$/m,
    folders: ['/sys/fs/cgroup', '/sys/fs/cgroup/unified'],
    limits: ['memory.max', 'memory.high'],
    usage: 'memory.current',
    files: /^(?:in)?active_file (\d+)$/gm,
  },
] as const;

/**
 * The narrowest bound of this process: of its group, or of one around it, as a group without a bound may be in one that has.
 * `root` is where the files of the system are.
 */
export function containerMemory(root = ''): ContainerMemory {
  const groups = read(`${root}/proc/self/cgroup`);
  const bounds = versions.flatMap(({ line, folders, limits, usage, files }) =>
    lineage(line.exec(groups)?.[1]).flatMap((path) =>
      folders.map((folder) => {
        const group = `${root}${folder}${path}`;
        const limit = Math.min(...limits.map((name) => numberIn(`${group}/${name}`) ?? Number.POSITIVE_INFINITY));
        return { limit, used: () => (numberIn(`${group}/${usage}`) ?? 0) - cached(`${group}/memory.stat`, files) };
      }),
    ),
  );
  const none: ContainerMemory = { limit: Number.POSITIVE_INFINITY, used: () => 0 };
  return bounds.reduce((narrowest, bound) => (bound.limit < narrowest.limit ? bound : narrowest), none);
}

/** A group and all around it: `/a/b`, `/a` and the root, which inside a container is its own. */
function lineage(path: string | undefined): readonly string[] {
  if (path === undefined) return [];
  const names = path.split('/').filter((name) => name !== '');
  return names.map((_, i) => `/${names.slice(0, names.length - i).join('/')}`).concat('');
}

function cached(path: string, files: RegExp): number {
  return [...read(path).matchAll(files)].reduce((sum, [, bytes]) => sum + Number(bytes), 0);
}

function numberIn(path: string): number | undefined {
  const text = read(path).trim();
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
