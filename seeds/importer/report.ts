import { formatRemark } from './remarks.ts';
import type { Remark } from './remarks.ts';
import { cleanLine } from './text.ts';

export type Counts = {
  created: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Files of the folders that are not content. */
  ignored: number;
};

export type Summary = Counts & {
  warnings: number;
  dryRun: boolean;
  /** Why the import stopped before its end; null when it reached it. */
  stopped: { reason: string; remedy: string } | null;
};

/** What an import tells of itself as it goes. */
export type Report = {
  start(files: number): void;
  /** `done` files of the total are dealt with. */
  progress(done: number): void;
  refused(file: string, remark: Remark): void;
  warning(file: string, remark: Remark): void;
  /** Something to say to a person who waits. */
  notice(text: string): void;
  end(summary: Summary, ignored: string[]): void;
};

export const silentReport: Report = {
  start() {},
  progress() {},
  refused() {},
  warning() {},
  notice() {},
  end() {},
};

type Output = { write(text: string): unknown; isTTY?: boolean };

const BAR_WIDTH = 30;
/** Time between two lines of progress where no bar can be drawn, in milliseconds. */
const LINE_EVERY = 2000;

/** Report for a person: a bar on a terminal, a line now and then in a log, then a summary. */
export function terminalReport(output: Output, now: () => number = Date.now): Report {
  let total = 0;
  let bar = '';
  let lastLine = now();

  const erase = () => {
    if (bar !== '') output.write('\r\x1b[2K');
  };
  const say = (text: string) => {
    erase();
    output.write(`${text}\n${bar}`);
  };

  return {
    start(files) {
      total = files;
      say(files === 1 ? 'Import de 1 fichier' : `Import de ${files} fichiers`);
    },
    progress(done) {
      if (output.isTTY === true) {
        const filled = total === 0 ? BAR_WIDTH : Math.round((done / total) * BAR_WIDTH);
        erase();
        bar = `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${done}/${total}`;
        output.write(bar);
      } else if (now() - lastLine >= LINE_EVERY) {
        lastLine = now();
        say(`${done}/${total} fichiers`);
      }
    },
    refused: (file, remark) => say(`REFUSÉ ${formatRemark(file, remark)}`),
    warning: (file, remark) => say(`Attention ${formatRemark(file, remark)}`),
    notice: (text) => say(cleanLine(text)),
    end(summary, ignored) {
      erase();
      bar = '';
      for (const line of summaryLines(summary, ignored)) say(line);
    },
  };
}

/** The closing lines of an import. */
export function summaryLines(summary: Summary, ignored: string[]): string[] {
  const { created, updated, unchanged, refused } = summary;
  const counts = `${created} créés, ${updated} mis à jour, ${unchanged} inchangés, ${refused} refusés, ${summary.ignored} ignorés`;
  const lines = [summary.dryRun ? `Simulation, rien n’a été écrit : ${counts}` : `Import : ${counts}`];
  if (ignored.length > 0) {
    const more = ignored.length > 5 ? '…' : '';
    lines.push(cleanLine(`Ignorés (ce ne sont pas des contenus) : ${ignored.slice(0, 5).join(', ')}${more}`));
  }
  if (summary.stopped !== null) lines.push(cleanLine(`ARRÊT : ${summary.stopped.reason} → ${summary.stopped.remedy}`));
  return lines;
}
