import { markPaths } from '../components/mark.ts';

/** The staircase mark of a level, 1 to 4: `components/Mark.astro` for islands. */
export default function Mark({ rank }: { rank: number }) {
  const { reached, others } = markPaths(rank);
  return (
    <svg className="mark" viewBox="0 0 22 18" aria-hidden="true">
      <path d={reached} />
      {others && <path className="empty" d={others} />}
    </svg>
  );
}
