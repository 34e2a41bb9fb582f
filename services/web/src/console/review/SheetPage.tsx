import { Button } from 'antd';
import { useEffect, type ReactNode } from 'react';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { countCharacters, readBlocks, textOf } from '../../shared/article/block';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { NotFound } from '../../shared/states/States';
import { ReviewCaseDocument, type Gate, type ReviewCaseQuery } from '../gql/graphql';
import { useMe } from '../session';
import { useWord } from '../words';
import { PrintForms } from './PrintForms';
import { Right } from './Steps';
import s from './SheetPage.module.css';
import { reviewText } from './text';

type Case = NonNullable<ReviewCaseQuery['reviewCase']>;

const gates: Gate[] = ['POLITICAL', 'POLICY', 'LEGAL', 'WORDING', 'SECRECY', 'OPINION'];

/** 三审三校表: the review of one version on one sheet of paper, as it is filed. */
export function Component() {
  const { id = '' } = useParams();
  const found = useQuery({ query: ReviewCaseDocument, variables: { id } });
  return <Answer query={found}>{(data) => (data.reviewCase ? <Sheet of={data.reviewCase} /> : <NotFound home="/console/work" />)}</Answer>;
}

function Sheet({ of: it }: { of: Case }) {
  const t = useText(reviewText);
  const word = useWord();
  const lang = useLang();
  const me = useMe();
  const { article, revision } = it;
  const class_ = [
    word('kind', article.kind),
    word('sensitivity', article.sensitivity),
    revision.sourceName ? `${word('origin', article.origin)}（${revision.sourceName}）` : word('origin', article.origin),
    article.emergency ? t('emergency') : '',
  ];
  const characters = countCharacters(readBlocks(revision.blocks).map(textOf).join(''));
  useEffect(() => {
    document.title = `${t('sheet')} · ${revision.title}`;
  }, [t, revision.title]);
  return (
    <main className={s.sheet}>
      <div className={s.tools}>
        <Button type="primary" onClick={() => window.print()}>
          {t('print')}
        </Button>
        {it.state === 'APPROVED' ? <PrintForms caseId={it.id} /> : null}
      </div>
      <h1>{t('sheet')}</h1>
      <p className={s.place}>{lang === 'zh' ? me.county.name : me.county.nameEn}</p>
      <table className={s.table}>
        <tbody>
          <Line label={t('articleTitle')} value={revision.title} />
          <Line label={t('department')} value={`${lang === 'zh' ? article.department.name : article.department.nameEn} · ${t('by', { author: article.author.name })}`} />
          <Line label={t('class')} value={class_.filter(Boolean).join('、')} />
          <Line label={t('version')} value={`${t('versionOf', { n: revision.number, at: stamp(revision.submittedAt), who: revision.submittedBy.name })} · ${t('characters', { n: characters })}`} />
          <Line label={t('digest')} value={revision.digest} mono />
          <Line label={t('ruleLabel')} value={t('rule', { name: it.ruleName, version: it.ruleVersion })} />
        </tbody>
      </table>
      <h2>{t('gates')}</h2>
      <Scroll label={t('gates')}>
        <GateTable of={it} />
      </Scroll>
      <h2>{t('steps')}</h2>
      <Scroll label={t('steps')}>
        <StepTable of={it} />
      </Scroll>
      <p className={s.result}>{t('result', { state: word('case', it.state), at: it.closedAt ? stamp(it.closedAt) : '—' })}</p>
    </main>
  );
}

/** A wide table scrolls within itself on a phone, by keyboard too. */
function Scroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={s.scroll} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}

function Line({ label, value, mono }: { label: string; value: string; mono?: boolean }) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className={mono ? s.mono : undefined}>{value}</td>
    </tr>
  );
}

function GateTable({ of: it }: { of: Case }) {
  const t = useText(reviewText);
  const word = useWord();
  const lang = useLang();
  const rows = gates.flatMap((gate) =>
    it.steps.flatMap((step) => step.verdicts.filter((verdict) => verdict.gate === gate).map((verdict) => ({ gate, step, verdict }))),
  );
  return (
    <table className={s.table}>
      <thead>
        <tr>
          <th scope="col">{t('gate')}</th>
          <th scope="col">{t('step')}</th>
          <th scope="col">{t('person')}</th>
          <th scope="col">{t('verdict')}</th>
          <th scope="col">{t('opinion')}</th>
          <th scope="col">{t('time')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ gate, step, verdict }) => (
          <tr key={`${gate}:${step.id}:${verdict.person.id}`}>
            <td>{word('gate', gate)}</td>
            <td>{lang === 'zh' ? step.name : step.nameEn}</td>
            <td>{verdict.person.name}</td>
            <td>{word('verdict', verdict.verdict)}</td>
            <td>{[verdict.reason, ...verdict.findings.map((finding) => finding.message)].filter(Boolean).join('；') || '—'}</td>
            <td>{stamp(verdict.decidedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function StepTable({ of: it }: { of: Case }) {
  const t = useText(reviewText);
  const word = useWord();
  const lang = useLang();
  return (
    <table className={s.table}>
      <thead>
        <tr>
          <th scope="col">{t('step')}</th>
          <th scope="col">{t('role')}</th>
          <th scope="col">{t('person')}</th>
          <th scope="col">{t('verdict')}</th>
          <th scope="col">{t('opinion')}</th>
          <th scope="col">{t('time')}</th>
          <th scope="col">{t('signature')}</th>
        </tr>
      </thead>
      <tbody>
        {it.steps.flatMap((step) => {
          const name = `${String(step.position)}. ${lang === 'zh' ? step.name : step.nameEn}`;
          const said = step.decisions.length > 0 ? step.decisions : [null];
          return said.map((decision, index) => (
            <tr key={`${step.id}:${String(index)}`}>
              <td>{name}</td>
              <td>{word('role', step.role)}</td>
              <td>
                {decision?.person.name ?? '—'}
                {decision ? <Right of={decision} /> : null}
                {decision?.byOa ? <>（{t('viaOa', { name: decision.byOa })}）</> : null}
              </td>
              <td>{decision ? word('verdict', decision.decision) : word('step', step.state)}</td>
              <td>{decision?.reason || '—'}</td>
              <td>{decision ? stamp(decision.decidedAt) : '—'}</td>
              <td className={s.sign} />
            </tr>
          ));
        })}
      </tbody>
    </table>
  );
}
