import { App, Button } from 'antd';
import { Link, useNavigate } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import type { Tone } from '../../shared/theme/tokens';
import { DismissCandidateDocument, RestoreCandidateDocument, TakeCandidateDocument, type CandidatePartsFragment, type CandidateState } from '../gql/graphql';
import s from './Candidates.module.css';
import { candidatesText } from './text';

type Item = CandidatePartsFragment['items'][number];

const tones: Record<CandidateState, Tone> = { WAITING: 'info', TAKEN: 'good', DISMISSED: 'neutral' };

/** What reads nearly alike: any of it may be taken, all of it is dismissed. */
export function Group({ candidate }: { candidate: CandidatePartsFragment }) {
  const t = useText(candidatesText);
  const lang = useLang();
  const navigate = useNavigate();
  const { message } = App.useApp();
  const take = useAct(TakeCandidateDocument);
  const dismiss = useAct(DismissCandidateDocument);
  const restore = useAct(RestoreCandidateDocument);
  const [first, ...likes] = candidate.items;
  if (!first) return null;
  const { id, state, department, maySettle } = candidate;
  const takeOne = async (item: Item) => {
    const draft = (await take.run({ id, itemId: item.id }))?.takeCandidate.article;
    if (draft) void navigate(`/console/articles/${draft.id}`);
  };
  const putBack = () => {
    message.destroy(id);
    void restore.run({ id });
  };
  const putAway = async () => {
    if (!(await dismiss.run({ id }))) return;
    void message.open({
      key: id,
      duration: 8,
      content: (
        <span>
          {t('dismissed')}{' '}
          <Button size="small" onClick={putBack}>
            {t('undo')}
          </Button>
        </span>
      ),
    });
  };
  const takes = (item: Item) =>
    state === 'WAITING' && maySettle ? (
      <Button size="small" type={item === first ? 'primary' : 'default'} aria-label={t('takeOf', { title: item.title })} disabled={take.busy} onClick={() => void takeOne(item)}>
        {t('take')}
      </Button>
    ) : null;
  return (
    <li className={s.group}>
      <p className={s.head}>
        <Mark tone={tones[state]}>{t(state)}</Mark>
        <span>{lang === 'zh' ? department.name : department.nameEn}</span>
        <span>{t('found', { at: stamp(candidate.foundAt) })}</span>
        {candidate.settledBy && candidate.settledAt ? <span>{t('by', { who: candidate.settledBy.name, at: stamp(candidate.settledAt) })}</span> : null}
        {state === 'TAKEN' ? candidate.article ? <Link to={`/console/articles/${candidate.article.id}`}>{t('open')}</Link> : <span>{t('hidden')}</span> : null}
      </p>
      <FaultNote fault={take.fault ?? dismiss.fault ?? restore.fault} />
      <div className={s.item}>
        <Words item={first} heading="h2" />
        <div className={s.acts}>
          {takes(first)}
          {state === 'WAITING' && maySettle ? (
            <Button size="small" aria-label={t('dismissOf', { title: first.title })} disabled={dismiss.busy} onClick={() => void putAway()}>
              {t('dismiss')}
            </Button>
          ) : null}
          {state === 'DISMISSED' && maySettle ? (
            <Button size="small" aria-label={t('restoreOf', { title: first.title })} disabled={restore.busy} onClick={putBack}>
              {t('restore')}
            </Button>
          ) : null}
        </div>
      </div>
      {likes.length > 0 ? (
        <details style={{ marginTop: 8 }}>
          <summary>{t('like', { n: likes.length })}</summary>
          <ul className={s.likes}>
            {likes.map((item) => (
              <li key={item.id} className={s.item}>
                <Words item={item} heading="h3" />
                <div className={s.acts}>{takes(item)}</div>
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  );
}

function Words({ item, heading: Heading }: { item: Item; heading: 'h2' | 'h3' }) {
  const t = useText(candidatesText);
  const known = [item.source.name, item.feedName !== item.source.name && item.feedName, item.author, item.publishedAt ? t('published', { at: stamp(item.publishedAt) }) : t('noTime')];
  return (
    <div className={s.words}>
      <Heading lang="zh-CN">{item.title}</Heading>
      <p>
        {known.filter(Boolean).join(' · ')}{' '}
        <a href={item.url} rel="noopener noreferrer" target="_blank" style={{ textDecoration: 'underline' }}>
          {t('original')}
        </a>
      </p>
      {item.excerpt ? <p lang="zh-CN">{item.excerpt}</p> : null}
    </div>
  );
}
