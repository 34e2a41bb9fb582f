import { PrinterOutlined } from '@ant-design/icons';
import { Tabs } from 'antd';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { readBlocks } from '../../shared/article/block';
import { BlocksView } from '../../shared/article/BlocksView';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Chart } from '../../shared/staff/Chart';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { NotFound } from '../../shared/states/States';
import { ClassMarks } from '../articles/ClassMarks';
import layout from '../articles/ArticleEditor.module.css';
import { useMediaUrls } from '../articles/useMediaUrls';
import { chartOption } from '../../shared/staff/chartOption';
import { ReviewCaseDocument, type ReviewCaseQuery } from '../gql/graphql';
import { ReviewersFactChecks } from '../sharing/ReviewersFactChecks';
import { toneOf, useWord } from '../words';
import { Compare, Words } from './Compare';
import { Decide } from './Decide';
import { Findings } from './Findings';
import { textId, useHighlights } from './highlight';
import { DebtMark, Override } from './Override';
import { PrintForms } from './PrintForms';
import { Steps } from './Steps';
import { reviewText } from './text';

type Case = NonNullable<ReviewCaseQuery['reviewCase']>;

export function Component() {
  const { id = '' } = useParams();
  const found = useQuery({ query: ReviewCaseDocument, variables: { id } });
  return <Answer query={found}>{(data) => (data.reviewCase ? <Shown of={data.reviewCase} /> : <NotFound home="/console/work" />)}</Answer>;
}

function Shown({ of: it }: { of: Case }) {
  const t = useText(reviewText);
  const word = useWord();
  const lang = useLang();
  const current = it.steps.find((step) => step.id === it.currentStep?.id);
  const { article, revision } = it;
  return (
    <Page
      title={revision.title}
      lead={
        <>
          <Mark tone={toneOf(it.state)}>{word('case', it.state)}</Mark>
          <ClassMarks piece={article} />
          {it.urgentOverride?.debt ? <DebtMark debt={it.urgentOverride.debt} /> : null}
          <span>{word('kind', article.kind)}</span>
          <span>{lang === 'zh' ? article.department.name : article.department.nameEn}</span>
          <span>{t('by', { author: article.author.name })}</span>
          <span>{t('submitted', { n: revision.number, at: stamp(revision.submittedAt) })}</span>
        </>
      }
      actions={
        <>
          <Link to={`/console/articles/${article.id}`}>{t('openArticle')}</Link>
          {it.state === 'APPROVED' ? <PrintForms caseId={it.id} /> : null}
          <Link to={`/console/reviews/${it.id}/sheet`} target="_blank">
            <PrinterOutlined aria-hidden /> {t('sheet')}
          </Link>
        </>
      }
    >
      <div className={layout.columns}>
        <Section>
          <Text of={it} />
        </Section>
        <div>
          <Override of={it} />
          {current && it.state === 'OPEN' ? (
            <Decide key={current.id} step={current} findings={it.findings} title={revision.title} mayAccept={it.mayAcceptFindings} />
          ) : (
            <AllFindings of={it} />
          )}
          <ReviewersFactChecks articleId={article.id} />
          <Section title={t('steps')}>
            <Steps steps={it.steps} />
            <p style={{ margin: '8px 0 0', color: 'var(--ink-3)', fontSize: 13 }}>{t('rule', { name: it.ruleName, version: it.ruleVersion })}</p>
          </Section>
        </div>
      </div>
    </Page>
  );
}

function AllFindings({ of: it }: { of: Case }) {
  const t = useText(reviewText);
  const word = useWord();
  if (it.findings.length === 0) return null;
  const gates = [...new Set(it.findings.map((finding) => finding.gate))];
  return (
    <Section title={t('findings')}>
      {gates.map((gate) => (
        <section key={gate} aria-label={word('gate', gate)}>
          <h3 style={{ margin: '8px 0 0', fontSize: 14 }}>{word('gate', gate)}</h3>
          <Findings findings={it.findings.filter((finding) => finding.gate === gate)} mayAccept={it.mayAcceptFindings} />
        </section>
      ))}
    </Section>
  );
}

/** The text under review, and against the version last submitted when there was one. */
function Text({ of: it }: { of: Case }) {
  const t = useText(reviewText);
  const media = useMediaUrls();
  const { revision, previousRevision: previous, article } = it;
  const blocks = readBlocks(revision.blocks);
  useHighlights(it.findings);
  const whole = (
    <>
      {revision.sourceName ? (
        <p>
          {t('reprintedFrom', { name: revision.sourceName })}{' '}
          {article.sourceUrl ? (
            <a href={article.sourceUrl} rel="noopener noreferrer" target="_blank">
              {article.sourceUrl}
            </a>
          ) : null}
        </p>
      ) : null}
      {revision.summary ? <p style={{ color: 'var(--ink-2)' }}>{revision.summary}</p> : null}
      <div id={textId}>
        <BlocksView
          blocks={blocks}
          mediaUrl={media.url}
          draw={(chart) => <Chart option={chartOption(chart)} label={chart.title} height={220} />}
        />
      </div>
    </>
  );
  if (!previous) return whole;
  const compared = (
    <>
      <p style={{ color: 'var(--ink-2)' }}>{t('comparedWith', { n: previous.number, at: stamp(previous.submittedAt) })}</p>
      {previous.title !== revision.title ? <Words before={previous.title} after={revision.title} /> : null}
      {previous.summary !== revision.summary ? <Words before={previous.summary} after={revision.summary} /> : null}
      <Compare before={readBlocks(previous.blocks)} after={blocks} mediaUrl={media.url} />
    </>
  );
  return (
    <Tabs
      defaultActiveKey="changes"
      items={[
        { key: 'changes', label: t('changes'), children: compared },
        { key: 'text', label: t('wholeText'), children: whole },
      ]}
    />
  );
}
