import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import type { TargetHistoryFragment } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import s from './History.module.css';
import { said } from './changes';
import { releasesText } from './text';

/** What became of each target, change by change: when, what, why and by whom. */
export function History({ targets }: { targets: (TargetHistoryFragment & { account: { name: string } })[] }) {
  const t = useText(releasesText);
  const word = useWord();
  return (
    <>
      {targets.map((target) => (
        <details key={target.id} className={s.target} open={targets.length === 1}>
          <summary>
            {target.account.name} · {t('changes', { n: target.history.length })}
          </summary>
          {target.history.length === 0 ? <p>{t('noHistory')}</p> : null}
          <ol className={s.changes}>
            {target.history.map((change, place) => {
              const { key, at, n } = said(change, target.history[place - 1]);
              return (
                <li key={place} className={s.change}>
                  <time dateTime={change.at}>{stamp(change.at)}</time>
                  <Mark tone={toneOf(change.state)}>{word('target', change.state)}</Mark>
                  <span className={s.words}>
                    {change.cause ?? t(key, { at: stamp(at), n })}
                    {change.code ? <code className={s.code}>{change.code}</code> : null}
                  </span>
                  <span className={s.who}>{change.person?.name ?? t('bySystem')}</span>
                </li>
              );
            })}
          </ol>
        </details>
      ))}
    </>
  );
}
