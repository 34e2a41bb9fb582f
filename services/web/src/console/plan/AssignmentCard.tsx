import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { Mark } from '../../shared/staff/Mark';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { AdvanceAssignmentDocument, type AssignmentAct, type PlanItemQuery } from '../gql/graphql';
import { toneOf, useWord } from '../words';
import { AssignDialog } from './AssignDialog';
import { LinkDialog } from './LinkDialog';
import s from './Plan.module.css';
import { planText } from './text';

export type Given = NonNullable<PlanItemQuery['planItem']>['assignments'][number];
type Explained = 'SEND_BACK' | 'DROP';

const isExplained = (act: AssignmentAct): act is Explained => act === 'SEND_BACK' || act === 'DROP';

/** One assignment with what covers it, and what may be done with it now. */
export function AssignmentCard({ given, mayManage }: { given: Given; mayManage: boolean }) {
  const t = useText(planText);
  const lang = useLang();
  const word = useWord();
  return (
    <li className={s.card}>
      <div className={s.head}>
        <strong>{lang === 'zh' ? given.department.name : given.department.nameEn}</strong>
        <span>{given.person?.name ?? t('anyone')}</span>
        <Mark tone={toneOf(given.state)}>{word('coverage', given.state)}</Mark>
        {given.late ? <Mark tone="bad">{t('late')}</Mark> : null}
        <span className={s.quiet}>
          {t('dueAt')} {stamp(given.dueAt)}
        </span>
      </div>
      {given.note ? <p className={s.said}>{given.note}</p> : null}
      {given.remark ? <p className={s.quiet}>{t('remark', { remark: given.remark })}</p> : null}
      <Covered given={given} />
      <Acts given={given} mayManage={mayManage} />
    </li>
  );
}

function Covered({ given }: { given: Given }) {
  const t = useText(planText);
  const word = useWord();
  return (
    <>
      {given.articles.length > 0 ? (
        <p className={s.said}>
          {t('pieces')}{' '}
          {given.articles.map((piece) => (
            <span key={piece.id} className={s.piece}>
              <Link to={`/console/articles/${piece.id}`}>{piece.title}</Link> <Mark tone={toneOf(piece.state)}>{word('article', piece.state)}</Mark>
            </span>
          ))}
        </p>
      ) : null}
      {given.submissions.length > 0 ? (
        <p className={s.said}>
          {t('submissions')}{' '}
          {given.submissions.map((sent) => (
            <span key={sent.id} className={s.piece}>
              <Link to={`/console/submissions/${sent.id}`}>{sent.title}</Link> <Mark tone={toneOf(sent.state)}>{word('submission', sent.state)}</Mark>
            </span>
          ))}
        </p>
      ) : null}
    </>
  );
}

function Acts({ given, mayManage }: { given: Given; mayManage: boolean }) {
  const t = useText(planText);
  const navigate = useNavigate();
  const advance = useAct(AdvanceAssignmentDocument);
  const [explaining, setExplaining] = useState<Explained | null>(null);
  const [dialog, setDialog] = useState<'change' | 'link' | null>(null);
  const own = given.acts.includes('DELIVER');
  const run = async (act: AssignmentAct, remark: string) => {
    if (await advance.run({ id: given.id, act, remark })) setExplaining(null);
  };
  return (
    <div className={s.acts}>
      {explaining ? null : <FaultNote fault={advance.fault} />}
      {own ? (
        <>
          <Button type="primary" size="small" onClick={() => void navigate(`/console/submissions/new?assignment=${given.id}&item=${given.itemId}`)}>
            {t('submitFor')}
          </Button>
          <Button size="small" onClick={() => setDialog('link')}>
            {t('link')}
          </Button>
        </>
      ) : null}
      {given.acts.map((act) => (
        <Button key={act} size="small" danger={act === 'DROP'} loading={advance.busy} onClick={() => (isExplained(act) ? setExplaining(act) : void run(act, ''))}>
          {t(`act_${act}`)}
        </Button>
      ))}
      {mayManage && (given.state === 'ASSIGNED' || given.state === 'IN_PROGRESS') ? (
        <Button size="small" onClick={() => setDialog('change')}>
          {t('change')}
        </Button>
      ) : null}
      {explaining ? (
        <ReasonDialog
          open
          title={t(`act_${explaining}`)}
          note={t(`actNote_${explaining}`)}
          okText={t(`act_${explaining}`)}
          danger={explaining === 'DROP'}
          busy={advance.busy}
          fault={advance.fault}
          onCancel={() => setExplaining(null)}
          onConfirm={(remark) => void run(explaining, remark)}
        />
      ) : null}
      {dialog === 'change' ? <AssignDialog itemId={given.itemId} given={given} onClose={() => setDialog(null)} /> : null}
      {dialog === 'link' ? <LinkDialog assignmentId={given.id} departmentId={given.department.id} onClose={() => setDialog(null)} /> : null}
    </div>
  );
}
