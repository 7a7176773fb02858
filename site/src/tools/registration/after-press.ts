let isPressed = false;

/** Watches whether the pointer is down. @returns what ends it */
export function watchPresses(): () => void {
  const down = () => void (isPressed = true);
  const up = () => void (isPressed = false);
  addEventListener('pointerdown', down, true);
  addEventListener('pointerup', up, true);
  addEventListener('pointercancel', up, true);
  return () => {
    removeEventListener('pointerdown', down, true);
    removeEventListener('pointerup', up, true);
    removeEventListener('pointercancel', up, true);
  };
}

/**
 * Does something now, or once the pointer is up again. A field is left as the pointer goes down on another: what its page
 * moved then would make the pointer come up beside what it was to press.
 */
export function afterPress(act: () => void): void {
  if (!isPressed) return act();
  const later = () => {
    removeEventListener('pointerup', later);
    removeEventListener('pointercancel', later);
    // The click comes in the same turn.
    setTimeout(act);
  };
  addEventListener('pointerup', later);
  addEventListener('pointercancel', later);
}
