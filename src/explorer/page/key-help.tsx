import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { keys, otherKeys } from './keyboard.ts';
import { showsKeys } from './signals.ts';

/** What the keys do. */
export function KeyHelp(): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog
      ref={dialog}
      aria-label="Keys"
      onClose={() => {
        showsKeys.value = false;
      }}
    >
      <h2>Keys</h2>
      <dl class="key-list">
        {[...keys, ...otherKeys].map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
