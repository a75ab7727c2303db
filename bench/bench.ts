import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { cliff } from './cliff.ts';
import { measureEstimates } from './estimates.ts';
import { liveness } from './liveness.ts';
import { matrix } from './matrix.ts';
import { peers } from './peers.ts';
import { random } from './random.ts';
import { soak } from './soak.ts';
import { spill } from './spill.ts';
import { stages } from './stages.ts';
import { workers } from './workers.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    specs: { type: 'string' },
    minutes: { type: 'string' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    large: { type: 'boolean', default: false },
    fewer: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs ?? 5);

switch (positionals[0]) {
  case undefined:
    await matrix({ runs, quick: values.quick, fewer: values.fewer });
    break;
  case 'cliff':
    await cliff({ runs, large: values.large, profile: values.profile, ...(values.only && { only: values.only }) });
    break;
  case 'liveness':
    await liveness({ runs, quick: values.quick });
    break;
  case 'peers':
    await peers({ runs, quick: values.quick });
    break;
  case 'random':
    random({
      specs: Number(values.specs ?? (values.minutes === undefined ? 1000 : Number.POSITIVE_INFINITY)),
      minutes: Number(values.minutes ?? Number.POSITIVE_INFINITY),
      seed: Number(values.seed),
    });
    break;
  case 'estimates':
    writeFileSync('results/estimates.md', measureEstimates('results'));
    break;
  case 'soak':
    writeFileSync(
      'results/soak.md',
      await soak({
        minutes: Number(values.minutes ?? 30),
        seed: Number(values.seed),
        ...(values.only && { only: values.only }),
      }),
    );
    break;
  case 'workers':
    await workers({ runs, quick: values.quick });
    break;
  case 'spill':
    await spill({ runs: Number(values.runs ?? 3), quick: values.quick });
    break;
  case 'stages':
    stages({ runs });
    break;
  default:
    console.error(
      `There is no benchmark "${positionals[0]}"; there are cliff, estimates, liveness, peers, random, soak, spill, stages and workers.`,
    );
    process.exitCode = 2;
}
