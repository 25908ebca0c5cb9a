import { type Checks, fields, misuse, string } from '../lib/check.ts';
import type { TokenProvider } from '../types/token-provider.ts';
import { type GivenOAuth2, OAUTH2_CHECKS, type OAuth2Options, partiesOf, targetOf } from './client-credentials.ts';
import { needed, type Told, tell, told } from './options.ts';
import { tokenRequests } from './token-request.ts';

export interface TokenExchangeOptions extends OAuth2Options {
  /** The token that stands for whom the new one is for, or a function that is asked for it before every exchange. */
  readonly subjectToken: Told;
  /** Its kind: RFC 8693 section 3. @default 'urn:ietf:params:oauth:token-type:access_token' */
  readonly subjectTokenType?: string | undefined;
}

interface Given extends GivenOAuth2 {
  readonly subjectToken: Told;
  readonly subjectTokenType: string;
}

const CHECKS: Checks<Given> = { ...OAUTH2_CHECKS, subjectToken: told, subjectTokenType: string };

/**
 * Exchanges one token for another (RFC 8693), such as that of a user or workload for one of an API; for `credentials`. As
 * `oauth2ClientCredentials` otherwise.
 */
export function oauth2TokenExchange(options: TokenExchangeOptions): TokenProvider {
  const name = 'oauth2TokenExchange';
  const given = fields<Given>(options, name, misuse, CHECKS);
  const { server, client } = partiesOf(given, name);
  const subject = needed(given.subjectToken, `${name}.subjectToken`);
  const { subjectTokenType = 'urn:ietf:params:oauth:token-type:access_token' } = given;
  const target = targetOf(given);
  return tokenRequests(server, {
    ...client,
    type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    parameters: async () => ({
      ...target,
      subject_token: await tell(subject, name, 'subjectToken'),
      subject_token_type: subjectTokenType,
    }),
  });
}
