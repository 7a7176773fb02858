import type { Contribution } from '@palier/model';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { KEYS, read, write } from '../client/storage.ts';
import type { ContributeWords } from '../i18n/tools/contribute.fr.ts';

export interface ContributeProps {
  t: ContributeWords;
  /** All that would be sent. */
  contribution: Contribution;
  /** The same in the words of the page; null: not said. */
  said: { result: string; sector: string | null; size: string | null };
  /** Page of the public figures. */
  figuresUrl: string;
  /** What the visitor may choose to add before sending. */
  choice?: ReactNode;
}

type Step = 'asked' | 'sending' | 'sent' | 'already' | 'failed';

/** Where the CMS takes contributions; of `@palier/model`, whose schemas a page need not carry. */
const CONTRIBUTIONS_PATH = '/api/contributions';

/** Asks at the end of a tool whether the result may be counted: one button, what it sends, what comes of it. */
export default function Contribute({ t, contribution, said, figuresUrl, choice }: ContributeProps) {
  const { tool, result, sector, size } = contribution;
  const body = JSON.stringify({ tool, result, sector, size });
  const [step, setStep] = useState<Step>('asked');
  const heading = useId();
  useEffect(() => setStep(wasSent(body) ? 'already' : 'asked'), [body]);

  const send = async () => {
    setStep('sending');
    try {
      const response = await fetch(CONTRIBUTIONS_PATH, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
        // Not even the cookie of who is signed in.
        credentials: 'omit',
      });
      if (!response.ok) return setStep('failed');
      write(KEYS.contributed, JSON.stringify([...sent().filter((one) => one !== body), body].slice(-SENT_KEPT)));
      return setStep('sent');
    } catch {
      return setStep('failed');
    }
  };

  const mayStill = step === 'asked' || step === 'sending' || step === 'failed';
  return (
    <section className="contribute notice" aria-labelledby={heading}>
      <h2 id={heading}>{t.title}</h2>
      {mayStill && (
        <>
          <p>{t.text}</p>
          {choice}
          <p>{t.exactly}</p>
          <dl>
            <Line name={t.result} said={said.result} t={t} />
            <Line name={t.sector} said={said.sector} t={t} />
            <Line name={t.size} said={said.size} t={t} />
          </dl>
          <p>
            <code>{body}</code>
          </p>
          <p>{t.promise}</p>
          <p className="onward">
            <button type="button" disabled={step === 'sending'} onClick={() => void send()}>
              {step === 'sending' ? t.sending : t.send}
            </button>
            <a href={figuresUrl}>{t.seeAll}</a>
          </p>
        </>
      )}
      <div role="status">
        {step === 'sent' && <p className="notice good">{t.thanks}</p>}
        {step === 'already' && <p className="notice">{t.already}</p>}
        {step === 'failed' && <p className="notice bad">{t.failed}</p>}
      </div>
    </section>
  );
}

function Line({ name, said, t }: { name: string; said: string | null; t: ContributeWords }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{said ?? t.unsaid}</dd>
    </div>
  );
}

/** Results that are remembered as sent. */
const SENT_KEPT = 10;

const wasSent = (body: string) => sent().includes(body);

function sent(): string[] {
  try {
    const value: unknown = JSON.parse(read(KEYS.contributed) ?? '[]');
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
