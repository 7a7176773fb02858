import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import nodemailer from 'nodemailer';
import { palierHome, publicUrl } from '../environment.ts';
import type { WaitingMail } from './outbox.ts';

/** Sends a mail. Rejects when it was not taken; `isFinal` says whether trying again is of no use. */
export type Send = (mail: WaitingMail) => Promise<void>;

/** A mail was not taken. */
export class MailRefused extends Error {
  /** True: this address, or this mail, will never be taken (a 5xx answer). */
  readonly isFinal: boolean;
  constructor(message: string, isFinal: boolean) {
    super(message);
    this.isFinal = isFinal;
  }
}

/** Folder in which mails are put where there is no server for them. */
export const mailFolder = () => path.join(palierHome(), 'mails');

/** Sender of all mails: `MAIL_FROM`, or an address of the hub's own host. */
export function mailFrom(): string {
  return process.env['MAIL_FROM'] || `Palier <ne-pas-repondre@${new URL(publicUrl()).hostname}>`;
}

/** {@link mailFrom} as a name and an address. */
export function senderOf(): { name: string; email: string } {
  const [, name, email] = /^\s*(.*?)\s*<([^<>]+)>\s*$/.exec(mailFrom()) ?? [];
  return { name: name || 'Palier', email: email ?? mailFrom().trim() };
}

/** The way out of mails: the server of `SMTP_URL`, or files in {@link mailFolder}. */
export function createTransport(): { send: Send; close(): void } {
  const url = process.env['SMTP_URL'];
  return url ? overSmtp(url) : intoFiles(mailFolder());
}

function overSmtp(url: string): { send: Send; close(): void } {
  const transporter = nodemailer.createTransport(url, {
    pool: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    // What a text names is not fetched, nor read from the disk.
    disableFileAccess: true,
    disableUrlAccess: true,
  } as never);
  return {
    async send(mail) {
      try {
        await transporter.sendMail(messageOf(mail));
      } catch (error) {
        const { responseCode = 0, message } = error as Error & { responseCode?: number };
        throw new MailRefused(message, responseCode >= 500);
      }
    },
    close: () => transporter.close(),
  };
}

function intoFiles(folder: string): { send: Send; close(): void } {
  const transporter = nodemailer.createTransport({ streamTransport: true, buffer: true });
  return {
    async send(mail) {
      const { message } = await transporter.sendMail(messageOf(mail));
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().replaceAll(':', '-')}-${mail.kind}-${mail.id.slice(0, 6)}.eml`;
      // Whole or not at all: someone may be reading the folder.
      writeFileSync(path.join(folder, `.${name}`), message as Buffer, { mode: 0o600 });
      renameSync(path.join(folder, `.${name}`), path.join(folder, name));
    },
    close: () => transporter.close(),
  };
}

function messageOf({ id, recipient, subject, text, html, headers, invite }: WaitingMail) {
  return {
    from: mailFrom(),
    to: { name: '', address: recipient },
    subject,
    text,
    html,
    ...(invite && { icalEvent: { method: invite.method, filename: 'invitation.ics', content: invite.text } }),
    messageId: `<${id}@${new URL(publicUrl()).hostname}>`,
    // No machine answers it: neither an absence nor a robot.
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All', ...headers },
  };
}
