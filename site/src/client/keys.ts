/** The key that was pressed by itself; null with another key held, and while someone writes. */
export function keyAlone({ key, target, altKey, ctrlKey, metaKey }: KeyboardEvent): string | null {
  const isTyping = (target as HTMLElement).closest(
    'input:not([type=checkbox], [type=radio]), select, textarea, [contenteditable]',
  );
  return altKey || ctrlKey || metaKey || isTyping ? null : key;
}
