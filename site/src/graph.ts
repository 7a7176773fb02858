/** A small drawing of what an organisation is linked to: itself in the middle, the others around. */
export interface Neighbour {
  title: string;
  url: string;
  /** True: the organisation cites it. */
  cited: boolean;
  /** True: it cites the organisation. */
  citing: boolean;
}

export interface Placed extends Neighbour {
  x: number;
  y: number;
  /** Side on which the name is written. */
  anchor: 'start' | 'middle' | 'end';
}

export const GRAPH = { width: 640, height: 400, max: 14 } as const;

/** Places neighbours on an ellipse, the first at the top, clockwise; those beyond the most that fit are left out. */
export function placeAround(neighbours: readonly Neighbour[]): Placed[] {
  const shown = neighbours.slice(0, GRAPH.max);
  return shown.map((neighbour, index) => {
    const angle = (index / shown.length) * 2 * Math.PI - Math.PI / 2;
    const [x, y] = [Math.cos(angle), Math.sin(angle)];
    return {
      ...neighbour,
      x: Math.round(GRAPH.width / 2 + x * 150),
      y: Math.round(GRAPH.height / 2 + y * 150),
      anchor: Math.abs(x) < 0.25 ? 'middle' : x > 0 ? 'start' : 'end',
    };
  });
}

/** A name that fits beside its point. */
export function shortName(title: string): string {
  return title.length > 24 ? `${title.slice(0, 23).trimEnd()}…` : title;
}
