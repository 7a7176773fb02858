declare namespace App {
  interface Locals {
    /** True on the pages that run scripts. */
    interactive: boolean;
    /** What the page threw. */
    failure: { cause: unknown } | null;
  }
}
