import { type Branch, branches, branchIndex } from './signals.ts';

export function addBranch(added: Branch): void {
  const kept = branches.value.filter(({ name, keys }) => name !== added.name && keys.length > 0);
  branches.value = [...kept, added];
  branchIndex.value = kept.length;
}

export function replaceBranch(changed: Branch): void {
  branches.value = branches.value.with(branchIndex.value, changed);
}
