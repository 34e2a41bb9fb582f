import type { ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { chartOption } from '../../shared/staff/chartOption';
import { BlocksView } from '../../shared/article/BlocksView';
import { readBlocks } from '../../shared/article/block';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Chart } from '../../shared/staff/Chart';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { NotFound } from '../../shared/states/States';
import layout from '../articles/ArticleEditor.module.css';
import { useMediaUrls } from '../articles/useMediaUrls';
import { SubmissionDocument, type SubmissionPartsFragment } from '../gql/graphql';
import s from '../inquiries/InquiryPage.module.css';
import { toneOf, useWord } from '../words';
import { Actions } from './Actions';
import files from './Submissions.module.css';
import { submissionsText } from './text';

export function Component() {
  const { id = '' } = useParams();
  const submission = useQuery({ query: SubmissionDocument, variables: { id } });
  return <Answer query={submission}>{(data) => (data.submission ? <Shown row={data.submission} /> : <NotFound home="/console/submissions" />)}</Answer>;
}

/** A submission as both desks see it: what was handed in, where it stands, and everything that happened. */
function Shown({ row }: { row: SubmissionPartsFragment }) {
  const t = useText(submissionsText);
  const lang = useLang();
  const word = useWord();
  const media = useMediaUrls();
  return (
    <Page
      title={row.title}
      lead={
        <>
          <Mark tone={toneOf(row.state)}>{word('submission', row.state)}</Mark>
          <span>{t('receiptLine', { number: row.number, at: stamp(row.submittedAt) })}</span>
          <span>{lang === 'zh' ? row.department.name : row.department.nameEn}</span>
        </>
      }
      actions={<Actions row={row} />}
    >
      <div className={layout.columns}>
        <div>
          {row.state === 'ASKED' || row.state === 'DECLINED' ? (
            <Section title={row.state === 'ASKED' ? t('question') : t('declined')}>
              <p className={s.body}>{row.reason}</p>
            </Section>
          ) : null}
          <Section title={t('body')}>
            <BlocksView
              blocks={readBlocks(row.blocks)}
              mediaUrl={media.url}
              draw={(chart) => <Chart option={chartOption(chart)} label={chart.title} height={220} />}
            />
          </Section>
          <Files row={row} />
          {row.note ? (
            <Section title={t('note')}>
              <p className={s.body}>{row.note}</p>
            </Section>
          ) : null}
        </div>
        <div>
          <Section title={t('facts')}>
            <Facts row={row} />
          </Section>
          {row.actions.includes('note_reprint') || row.reprints.length > 0 ? <Reprints row={row} /> : null}
          <Section title={t('history')}>
            <ol className={s.course}>
              {row.events.map((event, index) => (
                <li key={index}>
                  <strong>{word('happened', event.kind)}</strong> {event.person.name}
                  <span className={s.note}>{stamp(event.at)}</span>
                  {event.note ? <span className={s.said}>{event.note}</span> : null}
                </li>
              ))}
            </ol>
          </Section>
        </div>
      </div>
    </Page>
  );
}

function Facts({ row }: { row: SubmissionPartsFragment }) {
  const t = useText(submissionsText);
  const word = useWord();
  const adopted = row.state === 'ADOPTED' || row.state === 'ADOPTED_WITH_EDITS';
  return (
    <dl className={s.facts}>
      <Fact name={t('kind')}>{word('kind', row.kind)}</Fact>
      <Fact name={t('sentBy')}>{row.submittedBy.name}</Fact>
      {row.assignment ? (
        <Fact name={t('assignment')}>
          <Link to={`/console/plan/${row.assignment.itemId}`}>{word('coverage', row.assignment.state)}</Link>
        </Fact>
      ) : null}
      {row.article ? (
        <Fact name={t('ownArticle')}>
          <Link to={`/console/articles/${row.article.id}`}>{row.article.title}</Link>
        </Fact>
      ) : null}
      {adopted ? (
        <Fact name={t('becameArticle')}>
          {row.adoptedArticle ? <Link to={`/console/articles/${row.adoptedArticle.id}`}>{row.adoptedArticle.title}</Link> : t('notYetPublic')}
        </Fact>
      ) : null}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Files({ row }: { row: SubmissionPartsFragment }) {
  const t = useText(submissionsText);
  if (row.attachments.length === 0) return null;
  return (
    <Section title={t('attachments')}>
      <ul className={files.files}>
        {row.attachments.map((file) => (
          <li key={file.id}>
            <a href={file.url} target="_blank" rel="noreferrer">
              {file.alt || file.fileName}
            </a>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Reprints({ row }: { row: SubmissionPartsFragment }) {
  const t = useText(submissionsText);
  const word = useWord();
  return (
    <Section title={t('reprints')}>
      {row.reprints.length === 0 ? <p className={s.note}>{t('noReprints')}</p> : null}
      <ul className={files.files}>
        {row.reprints.map((reprint) => (
          <li key={reprint.url}>
            <a href={reprint.url} target="_blank" rel="noreferrer">
              {reprint.outletName}
            </a>{' '}
            {word('list', reprint.list)} {reprint.reprintedOn}
          </li>
        ))}
      </ul>
    </Section>
  );
}
