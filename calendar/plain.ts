/** A text without the control characters that RFC 5545 (3.1) has no place for. */
export function plain(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '');
}
