/**
 * The token of the session, held in memory only: the cookie is HttpOnly, and a page that was reloaded learns the token
 * again from `me { csrfToken }`.
 */
let token: string | null = null;

export function setCsrfToken(next: string | null): void {
  token = next;
}

export function csrfHeaders(): Record<string, string> {
  return token === null ? {} : { 'x-juzhen-csrf': token };
}
