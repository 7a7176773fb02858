import type { ContributeWords } from './contribute.fr.ts';

export const contribute: ContributeWords = {
  title: 'Help to know where entities stand',
  text: 'You may add your result to the public statistics. It is a choice: nothing leaves without this button, and nothing changes for you.',
  exactly: 'Here, word for word, is all that would be sent:',
  result: 'Result',
  sector: 'Sector',
  size: 'Size',
  choose: 'Your sector, if you want to say it',
  unsaid: 'not said',
  promise:
    'No name, no address, no cookie, no hour: the month alone. What you send becomes one more in a table of numbers, so that it can be neither found nor withdrawn afterwards. No figure is shown under ten contributions.',
  seeAll: 'See the public statistics',
  send: 'Send this result',
  sending: 'Sending…',
  thanks: 'Thank you. Your result is counted.',
  already: 'This result was already sent from this browser.',
  failed: 'It could not be sent. Nothing is lost: your result stays here, and you can try again later.',
};
