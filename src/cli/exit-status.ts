import type { Verdict } from '../property/verdict.ts';
import type { Result } from '../report/result.ts';

/** What the command says to the shell. */
export const exitStatus = {
  holds: 0,
  violated: 1,
  error: 2,
  inconclusive: 3,
  internal: 70,
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

const worstFirst: readonly ExitStatus[] = [130, 70, 2, 1, 3, 0];

/** The one that a run over several specs has; that of a run over none is 0. */
export function worst(statuses: readonly ExitStatus[]): ExitStatus {
  return worstFirst.find((status) => statuses.includes(status)) ?? exitStatus.holds;
}

/** The status of one checked system. */
export function statusOf(verdict: Verdict): ExitStatus {
  return exitStatus[verdict];
}

/** The word that the JSON record has for it. */
export function describeStatus(status: ExitStatus): Result['status'] {
  switch (status) {
    case exitStatus.holds:
      return 'pass';
    case exitStatus.violated:
      return 'fail';
    case exitStatus.inconclusive:
      return 'incomplete';
    case exitStatus.interrupted:
      return 'interrupted';
    default:
      return 'error';
  }
}
