import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { Header } from './header.tsx';
import { KeyHelp } from './key-help.tsx';
import { handleKey } from './keyboard.ts';
import { RunView } from './run-view.tsx';
import { failure, notice, showsKeys, view } from './signals.ts';
import { TraceView } from './trace-view.tsx';

/** The whole page. */
export function App(): JSX.Element {
  useEffect(() => {
    document.addEventListener('keydown', handleKey);
    return () => document.removeEventListener('keydown', handleKey);
  }, []);
  return (
    <>
      <Header />
      {failure.value !== undefined && (
        <p class="banner bad" role="alert">
          {failure.value}
        </p>
      )}
      {notice.value !== undefined && (
        <p class="banner warning" role="status">
          {notice.value}{' '}
          <button
            type="button"
            class="plain"
            onClick={() => {
              notice.value = undefined;
            }}
          >
            Dismiss
          </button>
        </p>
      )}
      {view.value === 'run' ? <RunView /> : <TraceView />}
      {showsKeys.value && <KeyHelp />}
    </>
  );
}
