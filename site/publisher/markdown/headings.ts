import { slugify } from '@palier/model';

/** A heading of a body, for a table of contents and deep links. */
export interface Heading {
  /** 2 to 6. */
  depth: number;
  id: string;
  text: string;
}

/**
 * Gives the headings of one body, in their order, the level and the id that they have in the page: the first level is one
 * and the same whatever was written (2: the page's title is the level 1), and no level is skipped on the way down.
 */
export class Headings {
  readonly list: Heading[] = [];
  readonly #taken: Set<string>;
  readonly #next = new Map<string, number>();
  #open: number[] = [];

  readonly #first: number;

  /**
   * @param taken ids that the body uses for something else
   * @param first level of the first headings in the page
   */
  constructor(taken: Set<string>, first = 2) {
    this.#taken = taken;
    this.#first = first;
  }

  /** `written`: level in the source, 1 to 6. */
  add(written: number, text: string): Heading {
    this.#open = this.#open.filter((level) => level < written);
    const heading = {
      depth: Math.min(6, this.#first + this.#open.length),
      id: this.#id(slugify(text) || 'section'),
      text,
    };
    this.#open.push(written);
    this.list.push(heading);
    return heading;
  }

  #id(slug: string): string {
    let id = slug;
    let number = this.#next.get(slug) ?? 2;
    while (this.#taken.has(id)) id = `${slug}-${number++}`;
    this.#next.set(slug, number);
    this.#taken.add(id);
    return id;
  }
}
