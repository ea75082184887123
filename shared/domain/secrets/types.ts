export type SecretKind =
  | 'aws-access-key-id'
  | 'aws-secret-access-key'
  | 'aws-session-token'
  | 'authorization'
  | 'jwt'
  | 'github-token'
  | 'gitlab-token'
  | 'slack-token'
  | 'private-key'
  | 'connection-password';

/** A part of a text that nobody should read who finds the record later. UTF-16 units. */
export interface Secret {
  readonly kind: SecretKind;
  readonly from: number;
  readonly to: number;
}

export const SECRET_NAMES: Readonly<Record<SecretKind, string>> = {
  'aws-access-key-id': 'AWS access key id',
  'aws-secret-access-key': 'AWS secret access key',
  'aws-session-token': 'AWS session token',
  authorization: 'authorization header',
  jwt: 'JSON Web Token',
  'github-token': 'GitHub token',
  'gitlab-token': 'GitLab token',
  'slack-token': 'Slack token',
  'private-key': 'private key',
  'connection-password': 'password of a connection',
};
