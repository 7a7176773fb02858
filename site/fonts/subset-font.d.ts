/** What we use of subset-font, which brings no types. */
declare module 'subset-font' {
  interface Options {
    targetFormat: 'sfnt' | 'woff' | 'woff2';
    /** Range kept of each axis of a variable font, or the one value that it is set to. */
    variationAxes?: Record<string, number | { min: number; max: number; default: number }>;
  }

  /** The font with the glyphs of a text only. */
  export default function subsetFont(font: Buffer, text: string, options: Options): Promise<Buffer>;
}
