import { appendFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { githubAnnotations, githubSummary } from '../report/github.ts';
import type { Result } from '../report/result.ts';
import { readSource } from './files.ts';

/** Annotations go to stderr, which GitHub reads as well, so that they never stand in another report. */
export function tellGithub(result: Result): void {
  const { GITHUB_WORKSPACE: workspace, GITHUB_STEP_SUMMARY: summary } = process.env;
  const path = (file: string): string => (workspace === undefined ? file : relative(workspace, resolve(file)));
  process.stderr.write(githubAnnotations(result, path));
  if (summary !== undefined && summary !== '') appendFileSync(summary, `${githubSummary(result, readSource)}\n`);
}
