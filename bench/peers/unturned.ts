import { fileURLToPath } from 'node:url';
import type { Counts } from '../counts.ts';
import type { Job } from '../measurement.ts';
import type { Checker } from './checker.ts';

const program = fileURLToPath(new URL('../measured.js', import.meta.url));

/** This checker, start of Node included. It judges what the models of the others state: mutual exclusion. */
export const unturned: Checker = {
  name: 'unturned',
  available: () => ({ version: process.version }),
  prepare: (subject) => {
    const job: Job = { ...subject, engine: 'default', properties: ['mutualExclusion'] };
    return [process.execPath, program, JSON.stringify(job)];
  },
  counts: (output) => JSON.parse(output) as Counts,
};
