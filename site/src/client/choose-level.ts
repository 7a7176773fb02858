import type { Level } from '@palier/model/levels';

/** Chooses a level for the reader, as the control in the header does: lists, mark and announcement follow. */
export function chooseLevel(level: Level): void {
  const control = document.querySelector<HTMLSelectElement>('[data-lens-control]');
  if (!control) return;
  control.value = level;
  control.dispatchEvent(new Event('change'));
}
