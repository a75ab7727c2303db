/** Where a process is with regard to the critical section: outside, waiting to enter it, inside. */
export type Phase = 'released' | 'wanted' | 'held';

interface Competitor {
  readonly phase: Phase;
}

/** Whether a process waits to enter. That it ever does enter is what freedom from starvation says. */
export function wants({ phase }: Competitor): boolean {
  return phase === 'wanted';
}

/** Whether a process is in the critical section. */
export function isInside({ phase }: Competitor): boolean {
  return phase === 'held';
}
