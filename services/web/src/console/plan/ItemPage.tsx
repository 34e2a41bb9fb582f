import { Button } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { Mark } from '../../shared/staff/Mark';
import { Page, Section } from '../../shared/staff/Page';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { Empty, NotFound } from '../../shared/states/States';
import layout from '../articles/ArticleEditor.module.css';
import { DropPlanItemDocument, PlanItemDocument, type PlanItemQuery } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { AssignDialog } from './AssignDialog';
import { AssignmentCard } from './AssignmentCard';
import { ItemDialog } from './ItemDialog';
import s from './Plan.module.css';
import { daysOf } from './PlanList';
import { planText } from './text';

type Item = NonNullable<PlanItemQuery['planItem']>;

const watched = { additionalTypenames: ['Assignment', 'Submission'] };

/** One item of the plan, its assignments and what covers them. */
export function Component() {
  const { id = '' } = useParams();
  const item = useQuery({ query: PlanItemDocument, variables: { id }, context: watched });
  return <Answer query={item}>{(data) => (data.planItem ? <Shown item={data.planItem} /> : <NotFound home="/console/plan" />)}</Answer>;
}

function Shown({ item }: { item: Item }) {
  const t = useText(planText);
  const lang = useLang();
  const word = useWord();
  return (
    <Page
      title={item.theme}
      lead={
        <>
          <Mark tone={toneOf(item.coverage)}>{word('coverage', item.coverage)}</Mark>
          <span>{daysOf(item)}</span>
          {item.droppedReason ? <span>{t('droppedReason', { reason: item.droppedReason })}</span> : null}
        </>
      }
      actions={item.mayManage ? <Acts item={item} /> : null}
    >
      <div className={layout.columns}>
        <Section title={t('assignments')}>
          {item.assignments.length === 0 ? (
            <Empty title={t('noAssignments')} hint={t('noAssignmentsHint')} />
          ) : (
            <ul className={s.cards}>
              {item.assignments.map((given) => (
                <AssignmentCard key={given.id} given={given} mayManage={item.mayManage} />
              ))}
            </ul>
          )}
        </Section>
        <Section title={t('facts')}>
          <dl className={s.facts}>
            <Fact name={t('column')} value={(lang === 'zh' ? item.column?.name : item.column?.nameEn) ?? '—'} />
            <Fact name={t('topic')} value={item.topic ?? '—'} />
            <Fact name={t('plannedBy')} value={item.plannedBy.name} />
          </dl>
          {item.note ? <p className={s.said}>{item.note}</p> : null}
        </Section>
      </div>
    </Page>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Acts({ item }: { item: Item }) {
  const t = useText(planText);
  const drop = useAct(DropPlanItemDocument);
  const [dialog, setDialog] = useState<'assign' | 'edit' | 'drop' | null>(null);
  const close = () => setDialog(null);
  return (
    <>
      <Button type="primary" onClick={() => setDialog('assign')}>
        {t('assign')}
      </Button>
      <Button onClick={() => setDialog('edit')}>{t('edit')}</Button>
      <Button danger onClick={() => setDialog('drop')}>
        {t('drop')}
      </Button>
      {dialog === 'assign' ? <AssignDialog itemId={item.id} onClose={close} /> : null}
      {dialog === 'edit' ? <ItemDialog item={item} onClose={close} /> : null}
      <ReasonDialog
        open={dialog === 'drop'}
        title={t('dropTitle', { theme: item.theme })}
        note={t('dropNote')}
        okText={t('drop')}
        danger
        busy={drop.busy}
        fault={drop.fault}
        onCancel={close}
        onConfirm={(reason) => void drop.run({ id: item.id, reason }).then((done) => done && close())}
      />
    </>
  );
}
