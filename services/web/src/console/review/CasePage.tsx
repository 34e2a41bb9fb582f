import { PrinterOutlined } from '@ant-design/icons';
import { Alert } from 'antd';
import { useCallback, useState } from 'react';
import { Link, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { NotFound } from '../../shared/states/States';
import { ClassMarks } from '../articles/ClassMarks';
import layout from '../articles/ArticleEditor.module.css';
import { CaseComments } from '../comments/CaseComments';
import { useCaseComments } from '../comments/useComments';
import type { Place } from '../editor/places';
import { ReviewCaseDocument, type ReviewCaseQuery } from '../gql/graphql';
import { ReviewersFactChecks } from '../sharing/ReviewersFactChecks';
import { toneOf, useWord } from '../words';
import { CaseText, type View } from './CaseText';
import { Decide } from './Decide';
import { Findings } from './Findings';
import { Reveal, show } from './highlight';
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
  const { comments, mayComment } = useCaseComments(it.id);
  const [view, setView] = useState<View>(it.previousRevision ? 'changes' : 'text');
  const reveal = useCallback((place: Place) => {
    setView('text');
    // Once the text stands on the page.
    setTimeout(() => show(place));
  }, []);
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
      <Reveal value={reveal}>
        <div className={layout.columns}>
          <Section>
            {it.revision.correction ? <Told correction={it.revision.correction} /> : null}
            <CaseText of={it} comments={comments} view={view} onView={setView} />
          </Section>
          <div>
            <Override of={it} />
            {current && it.state === 'OPEN' ? (
              <Decide key={current.id} step={current} findings={it.findings} title={revision.title} mayAccept={it.mayAcceptFindings} urgent={article.emergency} />
            ) : (
              <AllFindings of={it} />
            )}
            <CaseComments of={it} comments={comments} mayComment={mayComment} onText={() => setView('text')} />
            <ReviewersFactChecks articleId={article.id} />
            <Section title={t('steps')}>
              <Steps steps={it.steps} />
              <p style={{ margin: '8px 0 0', color: 'var(--ink-3)', fontSize: 13 }}>{t('rule', { name: it.ruleName, version: it.ruleVersion })}</p>
            </Section>
          </div>
        </div>
      </Reveal>
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

/** What the public will be told of a correction: it is decided on with the text. */
function Told({ correction }: { correction: string }) {
  const t = useText(reviewText);
  return <Alert type="info" style={{ marginBottom: 12 }} title={t('toldTitle')} description={<span lang="zh-CN">{correction}</span>} />;
}
