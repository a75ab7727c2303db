import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure } from './measure.ts';
import type { Job } from './measurement.ts';

/** A function, and its share of the time: in itself, and with all that it calls. */
export interface Hotspot {
  readonly name: string;
  readonly self: number;
  readonly total: number;
}

interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string; readonly lineNumber: number };
    readonly children?: readonly number[];
  }[];
  readonly samples: readonly number[];
}

/** Runs a search under the sampling profiler of V8. Functions come with the greatest share of their own first. */
export async function profile(job: Job): Promise<readonly Hotspot[]> {
  const folder = mkdtempSync(join(tmpdir(), 'unturned-profile-'));
  try {
    await measure(job, ['--cpu-prof', `--cpu-prof-dir=${folder}`]);
    return hotspots(JSON.parse(readFileSync(join(folder, readdirSync(folder)[0] as string), 'utf8')) as CpuProfile);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function hotspots({ nodes, samples }: CpuProfile): Hotspot[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const hits = new Map<number, number>();
  for (const id of samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  const self = new Map<string, number>();
  const total = new Map<string, number>();
  const add = (map: Map<string, number>, name: string, count: number): void => {
    map.set(name, (map.get(name) ?? 0) + count);
  };
  const visit = (id: number, above: ReadonlySet<string>): number => {
    const node = byId.get(id);
    if (node === undefined) return 0;
    const { functionName, url, lineNumber } = node.callFrame;
    const name = `${functionName || '(anonymous)'} ${url.split('/').slice(-2).join('/')}:${lineNumber + 1}`;
    const inside = new Set(above).add(name);
    let count = hits.get(id) ?? 0;
    add(self, name, count);
    for (const child of node.children ?? []) count += visit(child, inside);
    if (!above.has(name)) add(total, name, count);
    return count;
  };
  const root = nodes[0];
  const all = root === undefined ? 1 : visit(root.id, new Set());
  return [...self]
    .map(([name, count]) => ({ name, self: count / all, total: (total.get(name) ?? 0) / all }))
    .sort((a, b) => b.self - a.self);
}
