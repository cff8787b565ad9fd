/**
 * Likely secrets, by name and by value. A false alarm costs a user one `public` entry, a miss puts a password into
 * git, so names weigh more than values, and words that only look alike are listed.
 */

/** A word that makes a name a secret wherever it stands as a whole word. */
const SECRET_WORDS = new Set(
  'password passwd passphrase pass pwd secret secrets token apikey credential credentials creds pat jwt dsn salt pepper htpasswd'.split(
    ' ',
  ),
);

/** Ends of a word that make it one too: `PGPASSWORD`, `AUTHKEY`. */
const SECRET_ENDS =
  /(?:password|passwd|passphrase|secret|token|apikey|authkey|accesskey|secretkey|privatekey)$/;

/** Words that make `KEY` a secret when they stand before it: `API_KEY`, but not `CACHE_KEY` or `PRIMARY_KEY`. */
const KEY_WORDS = new Set(
  'api role nonce private access secret signing sign encryption encrypt session master auth ssh ssl tls deploy license licence service account app application cookie hmac rsa aes jwt webhook stripe sendgrid mailgun openai datadog rollbar sentry newrelic storage sas client admin root fernet django flask rails nextauth'.split(
    ' ',
  ),
);

/** Last words after which a name only says something about a secret: `TOKEN_URL`, `PASSWORD_MIN_LENGTH`. */
const ABOUT_WORDS = new Set(
  'file path dir directory url uri endpoint host port name id ttl timeout expiry expires expiration lifetime age length len size min max count limit limits rounds algorithm alg algo type format header prefix issuer audience field param policy enabled disabled required provider store backend mode version interval regex pattern hint label rotation days hours minutes seconds bucket cost stdin env prompt command cmd through var vars variable'.split(
    ' ',
  ),
);

/** Repetitions are bounded, so that a hostile text costs no more than its length. */
const VALUE_SHAPES: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/, 'a private key'],
  // A port, or a reference as the whole password, is none.
  [
    /\b[a-z][a-z0-9+.-]{0,30}:\/\/(?:\$\{[^}]{0,200}\}|[^\s/:@"'{}]){0,200}:(?!\d{1,5}[/?#,])(?!(?:\$+(?:\{[^}]{0,200}\}|[A-Za-z_]\w*)){1,9}[/?#@]|\$+\()[^\s@"'<>]{1,1000}@/i,
    'a password in a URL',
  ],
  [/\bAKIA[0-9A-Z]{16}\b|\bASIA[0-9A-Z]{16}\b/, 'an AWS access key'],
  [/\bgh[pousr]_[A-Za-z0-9]{36,}|\bgithub_pat_\w{22,}/, 'a GitHub token'],
  [/\bglpat-[\w-]{20,}/, 'a GitLab token'],
  [/\bxox[abeoprs]-[\w-]{10,}/, 'a Slack token'],
  [/\b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}|\bwhsec_[A-Za-z0-9+/=]{16,}/, 'a Stripe key'],
  [/\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{20,}/, 'an API key'],
  [/\bSG\.[\w-]{16,}\.[\w-]{16,}/, 'a SendGrid key'],
  [/\bAIza[\w-]{35}/, 'a Google API key'],
  [/\bnpm_[A-Za-z0-9]{36}/, 'an npm token'],
  [/\bey[A-Za-z0-9_-]{10,}\.ey[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/, 'a JSON web token'],
  [/\bAccountKey=[A-Za-z0-9+/=]{20,}|\bSharedAccessSignature=/i, 'an Azure key'],
  [
    /\bhooks\.slack\.com\/(?:services|workflows)\/\w|\bdiscord(?:app)?\.com\/api\/webhooks\/\d+\/\w/,
    'a webhook that anyone who knows it may use',
  ],
];

/** A piece of each shape: one look at a text that has none of them does for all. */
const SHAPE_PIECES =
  /-----BEGIN|:\/\/|A[KS]IA|gh[pousr]_|github_pat_|glpat-|xox|k_(?:live|test)|whsec_|sk-|SG\.|AIza|npm_|\.ey|AccountKey=|SharedAccess|hooks/i;

/** Why a variable is likely a secret, or nothing. An empty value, a flag or a number is none, whatever its name. */
export function secretReason(name: string, value: string): string | undefined {
  const login =
    /_AUTH$/i.test(name) && /^[^\s:/]+:[^\s/]+$/.test(value) ? 'a name and a password' : undefined;
  return valueReason(value) ?? login ?? (isHarmless(value) ? undefined : nameReason(name));
}

/** Why a text holds a likely secret, whatever it is called. */
export function valueReason(value: string): string | undefined {
  if (SHORT_WORD.test(value)) return undefined;
  const shape = SHAPE_PIECES.test(value) ? VALUE_SHAPES.find(([one]) => one.test(value)) : undefined;
  return shape?.[1] ?? literalsIn(value)[0]?.reason;
}

/** Shorter than every shape, and nothing in it by which a value is given to a name. */
const SHORT_WORD = /^[\w./]{0,15}$/;

/** A stretch of a text, half open in UTF-16 code units, that is the literal value of something secret. */
interface SecretLiteral {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/** Secret values that a text gives to something by name: a command, a URL, a directive, a line of source. */
export function literalsIn(text: string): readonly SecretLiteral[] {
  return LITERALS.filter(({ needs }) => text.includes(needs)).flatMap(({ pattern, says }) =>
    [...text.matchAll(pattern)].flatMap(({ groups, indices }) => {
      const [start, end] = indices?.groups?.['quoted'] ?? indices?.groups?.['bare'] ?? [0, 0];
      const name = groups?.['name'] ?? '';
      const isSecret = says !== undefined || nameReason(name) !== undefined;
      const isCall = text[end] === '(';
      if (!isSecret || isCall || !isLiteral(text.slice(start, end))) return [];
      return [{ start, end, reason: says ?? `the value of ${name}` }];
    }),
  );
}

const BARE = String.raw`(?<bare>(?:[^\s"'\\;&|<>()${'`'}]|\\[^\s"']){1,4096})`;

/** One word, in quotes that may themselves be escaped. */
const VALUE = String.raw`(?:(?<mark>\\*["'])(?<quoted>(?:(?!\k<mark>).){0,4096})\k<mark>|["'\\]*${BARE})`;

/** What ends a word and begins the next, also in a list of a config. */
const GAP = String.raw`["',\\]*\s+`;

/** Values are looked at and not consumed, since one may hold the next name: `--env=DB_PASSWORD=…`. */
const LITERALS: readonly {
  readonly pattern: RegExp;
  /** What no match is without. */
  readonly needs: string;
  readonly says?: string;
}[] = [
  // NAME=value, --name=value, ?name=value, &name=value
  {
    needs: '=',
    pattern: new RegExp(String.raw`(?<![\w$])(?<name>[A-Za-z_][\w.-]{0,100})=(?!=)(?=${VALUE})`, 'dg'),
  },
  // --name value; `--no-password` and its like take none
  {
    needs: '-',
    pattern: new RegExp(
      String.raw`(?<![\w-])--?(?!(?:no|skip|without|with|disable|enable|require|ask|show|allow|use|generate)-)(?<name>[A-Za-z][\w.-]{0,100})(?=${GAP}${VALUE})`,
      'dg',
    ),
  },
  // ${NAME:-value}
  { needs: '${', pattern: /\$\{(?<name>[A-Za-z_]\w*):?[-=](?<bare>[^}\s"']+)/dg },
  // curl -H "Name: value"
  {
    needs: ':',
    pattern: new RegExp(
      String.raw`(?:\s-H|--header)[=\s"',\\]*(?<name>[A-Za-z][\w-]*):(?=\s*${VALUE})`,
      'dg',
    ),
  },
  {
    needs: ':',
    pattern: new RegExp(String.raw`\bAuthorization:\s*(?:Bearer|Basic|Token|ApiKey)\s+${VALUE}`, 'dgi'),
    says: 'credentials in a header',
  },
  { needs: 'Bearer', pattern: /\bBearer\s+(?<bare>(?=\S*\d)[\w.~+/=-]{8,})/dg, says: 'a bearer token' },
  {
    needs: ':',
    pattern: new RegExp(
      String.raw`\b(?:curl|wget|xh)\b(?:[^\n|;]|\\\n){0,500}?\s["']?(?:-[A-Za-z]*[uU]|--user|--proxy-user)[=\s"',\\]*[^\s:"'$/]{1,200}:${BARE}`,
      'dg',
    ),
    says: 'a name and a password',
  },
];

/** What the shell puts in while the service runs, or a program does. */
const REFERENCES = /\$+(?:\{[^}]*\}|\(.*|[A-Za-z_]\w*|[\d@*#?!$-])|\b(?:process\.env|os\.environ)\b.*/g;

/** A flag, a path, a specifier of systemd, the name of a file, the scheme before a reference. */
const NO_LITERAL =
  /^(?:-.*|(?:\.{1,2}|~|%[a-zA-Z])?\/[\w./-]*|%[a-zA-Z]|[\w./-]+\.(?:ya?ml|json|toml|ini|conf|cfg|env|txt|pem|key|crt|cert|cred|js|ts|mjs|py|sh|db)|bearer|basic|token)$/i;

/** Whether something is left of a value when references are taken out, which is neither harmless nor mere marks. */
function isLiteral(value: string): boolean {
  const rest = value.replaceAll(REFERENCES, '').trim();
  return /[\p{L}\p{N}]/u.test(rest) && !isHarmless(rest) && !NO_LITERAL.test(rest);
}

/** Services have most names in common, so what was thought of one is kept. */
export function nameReason(name: string): string | undefined {
  if (judged.has(name)) return judged.get(name);
  const reason = judgeName(name);
  if (judged.size < MOST_NAMES) judged.set(name, reason);
  return reason;
}

const judged = new Map<string, string | undefined>();
const MOST_NAMES = 1024;

function judgeName(name: string): string | undefined {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  if (words.length > 1 && ABOUT_WORDS.has(last)) return undefined;
  const found = words.find((word) => SECRET_WORDS.has(word) || SECRET_ENDS.test(word));
  if (found !== undefined) return `its name says ${found}`;
  const key = words.findIndex(
    (word, index) => (word === 'key' || word === 'keys') && KEY_WORDS.has(words[index - 1] ?? ''),
  );
  return key === -1 || words.includes('public') ? undefined : `its name says ${words[key - 1]} key`;
}

/** `dbPassword`, `DB_PASSWORD` and `db-password` are the same words. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

const isHarmless = (value: string): boolean =>
  /^(?:|true|false|yes|no|on|off|none|null|\d{1,6}|\/[\w./-]*)$/i.test(value.trim());
