import { Link } from 'react-router';
import { useText } from '../../shared/i18n/text';
import { Mark } from '../../shared/staff/Mark';
import type { MediaFileQuery } from '../gql/graphql';
import { useWord } from '../words';
import s from './FileDrawer.module.css';
import { mediaText } from './text';

type Use = NonNullable<MediaFileQuery['mediaFile']>['uses'][number];

function address({ place, subjectId }: Use): string | null {
  if (!subjectId || place === 'TEMPLATE' || place === 'FILING') return null;
  return `/console/${place === 'SUBMISSION' ? 'submissions' : 'articles'}/${subjectId}`;
}

/** Where a file is used; what the person may not see is counted. */
export function Uses({ uses }: { uses: readonly Use[] }) {
  const t = useText(mediaText);
  const word = useWord();
  const seen = uses.filter((use) => use.title !== null);
  const unseen = uses.length - seen.length;
  return (
    <>
      <h3 className={s.heading}>{t('uses')}</h3>
      {uses.length === 0 ? <p>{t('usesNone')}</p> : null}
      <ul className={s.uses}>
        {seen.map((use, index) => {
          const to = address(use);
          const title = use.title || t('untitled');
          return (
            <li key={index}>
              <span className={s.where}>{use.place === 'REVISION' ? t('use_REVISION', { n: String(use.revisionNumber ?? '') }) : t(`use_${use.place}`)}</span>
              {to ? <Link to={to}>{title}</Link> : <span>{title}</span>}
              {use.state && use.place !== 'TEMPLATE' && use.place !== 'FILING' ? <span className={s.where}>{word(use.place === 'SUBMISSION' ? 'submission' : 'article', use.state)}</span> : null}
              {use.released ? <Mark tone="good">{t('useReleased')}</Mark> : null}
            </li>
          );
        })}
        {unseen > 0 ? <li>{t('useUnseen', { n: String(unseen) })}</li> : null}
      </ul>
    </>
  );
}
