import type { Keeper, Save } from '../../../src/explore/checkpoint/keeper.ts';
import type { Sink, Source } from '../../../src/state/saving/sink.ts';
import { Damaged } from '../../../src/state/saving/sink.ts';

/** What a search was kept as: JSON texts, and copies of words. */
export type Pieces = (string | Int32Array)[];

function piecesOf(save: Save): Pieces {
  const pieces: Pieces = [];
  const sink: Sink = {
    value: (value) => pieces.push(JSON.stringify(value)),
    words: (length, chunks) => {
      const all = new Int32Array(length);
      let at = 0;
      for (const chunk of chunks) {
        all.set(chunk, at);
        at += chunk.length;
      }
      if (at !== length) throw new Error(`${at} words in place of ${length}`);
      pieces.push(all);
    },
  };
  save(sink);
  return pieces;
}

export function sourceOf(pieces: Pieces): Source {
  let next = 0;
  return {
    value: () => {
      const piece = pieces[next++];
      if (typeof piece !== 'string') throw new Damaged('no value');
      return JSON.parse(piece);
    },
    words: (length) => {
      const piece = pieces[next++];
      if (!(piece instanceof Int32Array) || piece.length !== length) throw new Damaged('no words');
      return [piece.slice()];
    },
  };
}

/** Keeps every search of one check after each batch, and hands them out as they were after so many. */
export class Recorder {
  readonly kept: Pieces[][] = [[], []];

  keeper(search: number, source?: Source): Keeper {
    return {
      isDue: () => true,
      keep: (save) => this.kept[search]?.push(piecesOf(save)),
      ...(source && { kept: source }),
    };
  }
}
