declare namespace App {
  interface Locals {
    /** What the page threw. */
    failure: { cause: unknown } | null;
  }
}
