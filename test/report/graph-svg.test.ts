import fc from 'fast-check';
import { expect, test } from 'vitest';
import changRoberts from '../../specs/election/chang-roberts.ts';
import { stateGraph } from '../../src/explore/state-graph.ts';
import { overlap } from '../../src/report/boxes.ts';
import { writeGraph } from '../../src/report/export/formats.ts';
import { labelledGraph } from '../../src/report/export/labelled-graph.ts';
import { type DrawnGraph, placeEdgeLabels, placeNodes } from '../../src/report/graph-svg.ts';
import { configure } from '../../src/spec/configuration.ts';

const graphs: fc.Arbitrary<DrawnGraph> = fc
  .array(fc.record({ label: fc.string({ maxLength: 40 }), depth: fc.nat(6), count: fc.integer({ min: 1, max: 99 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .chain((nodes) =>
    fc
      .array(fc.record({ source: fc.nat(nodes.length - 1), target: fc.nat(nodes.length - 1), label: fc.string() }), {
        maxLength: 60,
      })
      .map((edges) => ({ nodes, edges })),
  );

test('nodes stand in the layer of their depth, and none lies on another', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const places = placeNodes(graph);
      places.forEach((a, i) => {
        expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
        places.slice(i + 1).forEach((b, j) => {
          const [first, second] = [graph.nodes[i]?.depth ?? 0, graph.nodes[i + 1 + j]?.depth ?? 0];
          expect(Math.sign(a.y - b.y)).toBe(Math.sign(first - second));
          if (a.y === b.y) expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual((a.width + b.width) / 2);
        });
      });
    }),
  );
});

test('no label of an edge lies on another or on a node', () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const places = placeNodes(graph);
      const nodes = places.map(({ x, y, width }) => ({ x: x - width / 2, y: y - 13, width, height: 26 }));
      const labels = placeEdgeLabels(graph, places).filter((box) => box !== undefined);
      labels.forEach((box, i) => {
        for (const other of [...nodes, ...labels.slice(i + 1)]) expect(overlap(box, other)).toBe(false);
      });
    }),
  );
});

test('a state graph as a drawing has a node for every state and an edge for every transition', () => {
  const configuration = configure(changRoberts, { processes: 4 });
  const svg = writeGraph('svg', labelledGraph(configuration, stateGraph(configuration, 300)));
  expect(svg.match(/class="sg-node[ "]/g)).toHaveLength(116);
  expect(svg.match(/class="sg-edge[ "]/g)).toHaveLength(281);
});
