import { Link } from 'react-router';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Mark } from '../../shared/staff/Mark';
import type { ArticleQuery } from '../gql/graphql';
import { StoriesOfPiece } from '../stories/StoriesOfPiece';
import { toneOf, useWord } from '../words';
import s from './History.module.css';
import { articlesText } from './text';

/** The submitted versions of a piece, where its review stands, and where it went. */
export function History({ article }: { article: NonNullable<ArticleQuery['article']> }) {
  const t = useText(articlesText);
  const word = useWord();
  const lang = useLang();
  const { reviewCase, revisions, releases } = article;
  const step = reviewCase?.currentStep;
  return (
    <div className={s.history}>
      <h3>{t('review')}</h3>
      {reviewCase ? (
        <p>
          <Link to={`/console/reviews/${reviewCase.id}`}>{t('openCase')}</Link>{' '}
          <Mark tone={toneOf(reviewCase.state)}>{word('case', reviewCase.state)}</Mark>{' '}
          {step ? `${lang === 'zh' ? step.name : step.nameEn}${step.dueAt ? `，${t('dueBy', { at: stamp(step.dueAt) })}` : ''}` : null}
        </p>
      ) : (
        <p>{t('notSubmitted')}</p>
      )}
      <h3>{t('revisions')}</h3>
      {revisions.length === 0 ? <p>{t('noRevisions')}</p> : null}
      <ol>
        {revisions.map((revision) => (
          <li key={revision.id}>
            {t('revisionNumber', { n: revision.number })} · {stamp(revision.submittedAt)} · {revision.submittedBy.name}
            {revision.publicAt ? <Mark tone="good">{t('revisionOut')}</Mark> : null}
            <code title={revision.digest}>{revision.digest.slice(0, 12)}</code>
          </li>
        ))}
      </ol>
      {revisions.length > 0 ? (
        <p>
          <Link to={`/console/articles/${article.id}/versions`}>{t('compareVersions')}</Link>
        </p>
      ) : null}
      <StoriesOfPiece articleId={article.id} />
      <h3>{t('releases')}</h3>
      {releases.length === 0 ? <p>{t('noReleases')}</p> : null}
      <ol>
        {releases.map((release) => (
          <li key={release.id}>
            <Link to={`/console/releases/${release.id}`}>{stamp(release.scheduledAt)}</Link>
            {release.targets.map((target) => (
              <span key={target.id} className={s.target}>
                {target.account.name} <Mark tone={toneOf(target.state)}>{word('target', target.state)}</Mark>
              </span>
            ))}
          </li>
        ))}
      </ol>
    </div>
  );
}
