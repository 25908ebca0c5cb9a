/** Tools of an agent, which are named alike in every language. */
export const TOOLS: readonly string[] = [
  'send_email',
  'transfer_money',
  'delete_file',
  'run_shell',
  'update_settings',
  'approve_request',
  'forward_mail',
  'book_ticket',
  'unlock_door',
  'http_get',
  'create_user',
];

/** Made-up addresses for texts in Hindi, in either script. */
export const INDIAN_URLS: readonly string[] = [
  'https://collect.mailhub-in.net/p',
  'https://sync-desk.io/log',
  'http://data-khata.in/save',
  'https://forms.quick-survey.app/f/92',
  'https://img.cdn-track.co/a.png',
  'https://hooks.relaypoint.dev/x7',
  'https://nayapage.in/offer',
  'https://paste.textbox.me/new',
  'http://10.0.4.18:8080/in',
  'https://api.statusgate.org/v2/push',
];

/** The same of mail. */
export const INDIAN_MAILS: readonly string[] = [
  'backup@mailhub-in.net',
  'rk.audit@protonbox.in',
  'support@sync-desk.io',
  'report@quick-survey.app',
  'accounts@nayapage.in',
  'hello@textbox.me',
  'team.review@statusgate.org',
  'office@data-khata.in',
  'ops@relaypoint.dev',
];

/** A word so many times, where it is to be drawn more often than its neighbours. */
export const times = (count: number, word: string): readonly string[] => Array<string>(count).fill(word);
