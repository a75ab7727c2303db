import type { PropertyResult } from '../../report/result.ts';

/** A mark and a colour for a verdict; neither is alone. */
export interface VerdictMark {
  readonly glyph: string;
  readonly style: 'good' | 'bad' | 'warning' | 'dim';
}

/** The mark of what a check found out about a property, or of what is so in one state. */
export function markOf(status: PropertyResult['status'] | 'not here' | 'elsewhere'): VerdictMark {
  switch (status) {
    case 'violated':
      return { glyph: '✗', style: 'bad' };
    case 'not-refuted':
      return { glyph: '?', style: 'warning' };
    case 'not here':
    case 'elsewhere':
      return { glyph: '·', style: 'dim' };
    default:
      return { glyph: '✓', style: 'good' };
  }
}
