import { integer, spec } from 'unturned';

type Direction = 'left' | 'right' | 'up' | 'down';
const directions: readonly Direction[] = ['left', 'right', 'up', 'down'];

/** The sliding puzzle: where the gap is decides which tiles are looked at, and every state is a permutation. */
export default spec({
  name: 'puzzle',
  params: { width: integer({ default: 3, min: 2, max: 5 }), height: integer({ default: 2, min: 2, max: 5 }) },
  initial: ({ params }) => ({ tiles: Array.from({ length: params.width * params.height }, (_, i) => i) }),
  actions: ({ params: { width, height } }) => ({
    slide: {
      args: directions,
      guard: ({ state }, direction) => {
        const gap = state.tiles.indexOf(0);
        if (direction === 'left') return gap % width > 0;
        if (direction === 'right') return gap % width < width - 1;
        return direction === 'up' ? gap >= width : gap < width * (height - 1);
      },
      effect: ({ state }, direction: Direction) => {
        const gap = state.tiles.indexOf(0);
        const tile = gap + { left: -1, right: 1, up: -width, down: width }[direction];
        [state.tiles[gap], state.tiles[tile]] = [state.tiles[tile] as number, 0];
      },
    },
  }),
});
