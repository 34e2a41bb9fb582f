import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { RuleNamesDocument, type RulePartsFragment, type RulePlanFragment } from '../gql/graphql';
import { useWord } from '../words';
import { rulesText } from './text';

type Named = { name: string; nameEn: string };

export interface RuleWords {
  /** What a rule is for, a phrase for each condition. */
  conditions: (when: RulePartsFragment['when']) => string[];
  /** Who decides a step, how many of them, and within what time. */
  step: (step: RulePlanFragment) => string;
  named: (row: Named) => string;
  titled: (rule: { title: string; titleEn: string }) => string;
}

/** Rules in words, in the reader's language. */
export function useRuleWords(): RuleWords {
  const t = useText(rulesText);
  const word = useWord();
  const lang = useLang();
  const [names] = useQuery({ query: RuleNamesDocument, requestPolicy: 'cache-first' });
  const named = (row: Named) => (lang === 'zh' ? row.name : row.nameEn || row.name);
  const and = lang === 'zh' ? '、' : ', ';
  const list = (slugs: readonly string[], rows: readonly (Named & { slug: string })[] = []) =>
    slugs.map((slug) => rows.find((row) => row.slug === slug)).map((row, index) => (row ? named(row) : (slugs[index] ?? ''))).join(and);
  const conditions = (when: RulePartsFragment['when']) => {
    const held = [
      when.emergency === null ? '' : t(when.emergency ? 'isEmergency' : 'notEmergency'),
      when.sensitivity ? word('sensitivity', when.sensitivity) : '',
      when.kinds.map((kind) => word('kind', kind)).join(and),
      when.origin ? word('origin', when.origin) : '',
      when.departments.length > 0 ? t('ofDepartments', { names: list(when.departments, names.data?.departments) }) : '',
      when.columns.length > 0 ? t('inColumns', { names: list(when.columns, names.data?.columns) }) : '',
      when.touched === null ? '' : t(when.touched ? 'touchedYes' : 'touchedNo'),
      when.touches.length > 0 ? t('touchesOneOf', { names: list(when.touches, names.data?.departments) }) : '',
      when.findingSeverity
        ? t('findingOf', { severity: t(`severity_${when.findingSeverity}`), gate: when.findingGate ? word('gate', when.findingGate) : t('anyGate') })
        : '',
    ].filter((phrase) => phrase !== '');
    return held.length > 0 ? held : [t('everything')];
  };
  const step = (it: RulePlanFragment) =>
    t('stepLine', {
      role: word('role', it.role),
      where: it.coSign ? t('touchedOnes') : t(it.scope === 'COUNTY' ? 'county' : 'own'),
      quorum: it.quorum === null ? t('quorumAll') : it.quorum === 1 ? t('quorumOne') : t('quorumMany', { n: it.quorum }),
      time: it.deadlineWorking ? t('withinHours', { n: it.deadlineMinutes / 60 }) : t('within', { n: it.deadlineMinutes }),
    });
  return { conditions, step, named, titled: (rule) => (lang === 'zh' ? rule.title : rule.titleEn || rule.title) };
}
