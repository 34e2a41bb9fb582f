import type { ArticleKind, Gate, Role, RuleOrigin, Sensitivity, Severity } from '../gql/graphql';

export const kinds: ArticleKind[] = ['NEWS', 'NOTICE', 'POLICY', 'INTERPRETATION', 'CLARIFICATION'];
export const sensitivities: Sensitivity[] = ['PLAIN', 'SENSITIVE'];
export const origins: RuleOrigin[] = ['ORIGINAL', 'REPRINT', 'RELAY'];
export const severities: Severity[] = ['NOTE', 'WARN', 'BLOCK'];
export const gates: Gate[] = ['POLITICAL', 'POLICY', 'LEGAL', 'WORDING', 'SECRECY', 'OPINION'];
/** The roles that may decide a step. */
export const deciders: Role[] = ['DEPARTMENT_REVIEWER', 'COUNTY_REVIEWER', 'PRINCIPAL'];
