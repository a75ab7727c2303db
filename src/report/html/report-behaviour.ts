/** A script for the page, of which everything works without it. Lights up a step, or a message, in the diagram and in the table when it is pointed at, and goes to a step that is clicked. */
export const reportBehaviour: string = `
const page = self.document;
const openTarget = () => {
  const target = location.hash && page.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === 'DETAILS') target.open = true;
};
addEventListener('hashchange', openTarget);
openTarget();
for (const run of page.querySelectorAll('[data-run]')) {
  const light = (selector, on) => { for (const one of run.querySelectorAll(selector)) one.classList.toggle('is-lit', on); };
  const targets = (event) => {
    const found = event.target.closest('[data-step],[data-messages]');
    if (!found || !run.contains(found)) return [];
    const { step, messages } = found.dataset;
    return [...(step ? ['tr[data-step="' + step + '"]'] : []), ...(messages || '').split(' ').filter(Boolean).map((id) => '[data-messages~="' + id + '"]')];
  };
  run.addEventListener('mouseover', (event) => targets(event).forEach((one) => light(one, true)));
  run.addEventListener('mouseout', (event) => targets(event).forEach((one) => light(one, false)));
  run.addEventListener('click', (event) => {
    const step = event.target.closest('svg [data-step]')?.dataset.step;
    if (step) run.querySelector('tr[data-step="' + step + '"]')?.scrollIntoView({ block: 'center' });
  });
}
`;
