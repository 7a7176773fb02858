import type { Level } from '@palier/model/levels';
import { LEVEL_FROM, MATURITY_LEVELS, type Standing } from '@palier/nis2/maturity';
import type { AssessmentWords } from '../../i18n/tools/assessment.fr.ts';
import { fill } from '../../i18n/text.ts';
import { percent } from './say.ts';

interface Bar extends Standing {
  name: string;
}

interface Props {
  bars: readonly Bar[];
  levels: Record<Level, string>;
  t: AssessmentWords;
}

/**
 * Bars that climb the four levels: each step begins at the rate from which its level is reached, and is filled as far as
 * the rate goes. Lengths are in percent and in the size of the text, so that it grows with it and never scrolls.
 */
export default function Chart({ bars, levels, t }: Props) {
  const said = (bar: Bar) =>
    fill(t.result.row, {
      theme: bar.name,
      level: bar.level ? levels[bar.level] : t.result.undetermined,
      rate: percent(t, bar.rate),
    });
  return (
    <svg
      className="chart"
      role="img"
      width="100%"
      height={`${bars.length * ROW}em`}
      aria-label={fill(t.result.chart, { themes: bars.map(said).join(' ; ') })}
    >
      {bars.map((bar, n) => (
        <g key={bar.name}>
          <text y={`${n * ROW + 1}em`} className="bar-name">
            {bar.name}
          </text>
          <text y={`${n * ROW + 2.35}em`}>
            {bar.level ? `${levels[bar.level]}, ${percent(t, bar.rate)}` : t.result.undetermined}
          </text>
          {MATURITY_LEVELS.map((level, step) => {
            const from = LEVEL_FROM[level];
            const next = MATURITY_LEVELS[step + 1];
            const width = (next ? LEVEL_FROM[next] : 100) - from;
            const height = 0.5 + step * 0.4;
            const place = { x: `${from}%`, y: `${n * ROW + FLOOR - height}em`, height: `${height}em` };
            const filled = bar.level === null ? 0 : Math.min(width, Math.max(0, bar.rate - from));
            return (
              <g key={level}>
                {filled > 0 && <rect {...place} width={`${filled}%`} />}
                <rect {...place} width={`${width}%`} className="empty" />
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}

/** Height of a bar with its words, and where it stands in it, in em. */
const ROW = 5.75;
const FLOOR = 4.5;
