import type { Result } from '../report/result.ts';
import { describeStatus, type ExitStatus } from './exit-status.ts';
import { packageVersion } from './package-folder.ts';

/** What a run of the command found out, in the end. */
interface Ending extends Pick<Result, 'systems' | 'diagnostics' | 'leastBreaking'> {
  readonly status: ExitStatus;
}

/** A run of the command that has begun. */
export interface BegunRun extends Pick<Result, 'tool' | 'command'> {
  readonly startedAt: Date;
  /** The record of the run, to be made at its end. */
  readonly end: (ending: Ending) => Result;
}

/** The program, as records name it. */
export function thisTool(): Result['tool'] {
  return { name: 'unturned', version: packageVersion(), node: process.versions.node };
}

/** Notes that a run of the command begins now. */
export function beginRun(command: readonly string[]): BegunRun {
  const startedAt = new Date();
  const start = performance.now();
  const tool = thisTool();
  return {
    tool,
    command,
    startedAt,
    end: ({ status, ...found }) => ({
      $schema: 'urn:unturned:result:1',
      schemaVersion: 1,
      tool,
      status: describeStatus(status),
      exitCode: status,
      startedAt: startedAt.toISOString(),
      elapsedMs: Math.round(performance.now() - start),
      command,
      ...found,
    }),
  };
}
