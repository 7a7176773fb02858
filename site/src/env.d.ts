declare namespace App {
  interface Locals {
    /** What the page threw. */
    failure: { cause: unknown } | null;
    /** What a page that depends on who asks holds; null for every other. */
    live: Extract<import('@palier/model').LiveAnswer, { kind: 'page' }> | null;
  }
}
