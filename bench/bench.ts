import { parseArgs } from 'node:util';
import { cliff } from './cliff.ts';
import { peers } from './peers.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string' },
    only: { type: 'string' },
    large: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});
const runs = Number(values.runs ?? 5);

switch (positionals[0]) {
  case 'cliff':
    await cliff({ runs, large: values.large, profile: values.profile, ...(values.only && { only: values.only }) });
    break;
  case 'peers':
    await peers({ runs, quick: values.quick });
    break;
}
