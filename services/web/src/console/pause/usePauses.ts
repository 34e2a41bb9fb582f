import { useEffect } from 'react';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { PausesDocument, type PausePartsFragment } from '../gql/graphql';
import { useRight } from '../session';
import { useWork } from '../work/useWork';
import { pauseText } from './text';

const concerns = { additionalTypenames: ['Pause'] };
/** A pause of the whole platform rings no bell of a county: it is looked for. */
const every = 30_000;

/** What is paused now: asked again whenever something rings for the person, and every half minute. */
export function usePauses(): PausePartsFragment[] {
  const reads = useRight()('release.read');
  const [work] = useWork();
  const [{ data }, again] = useQuery({ query: PausesDocument, context: concerns, pause: !reads });
  useEffect(() => {
    if (!reads) return undefined;
    const ask = () => again({ requestPolicy: 'network-only' });
    if (work.data) ask();
    const timer = setInterval(ask, every);
    return () => clearInterval(timer);
  }, [work.data, again, reads]);
  return data?.pauses ?? [];
}

/** What a pause is over, in words. */
export function useOver(): (pause: PausePartsFragment) => string {
  const t = useText(pauseText);
  const lang = useLang();
  return (pause) => {
    if (pause.scope === 'DEPLOYMENT') return t('ofDeployment');
    if (pause.account) return pause.account.name;
    if (pause.department) return lang === 'zh' ? pause.department.name : pause.department.nameEn;
    return t('county');
  };
}
