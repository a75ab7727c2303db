import { cpus, totalmem } from 'node:os';

/** What a measurement was made on. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly node: string;
  readonly platform: string;
}

/** The machine that this runs on. */
export function machine(): Machine {
  return {
    processor: (cpus()[0]?.model ?? 'unknown processor').trim(),
    cores: cpus().length,
    memory: totalmem(),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** In one sentence. */
export function describe({ processor, cores, memory, node, platform }: Machine): string {
  return `${processor}, ${cores} cores, ${(memory / 2 ** 30).toFixed(1)} GiB of memory, ${platform}, Node ${node.slice(1)}`;
}
