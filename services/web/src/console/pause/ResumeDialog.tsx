import { Button, Input, Modal, Radio, Space } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useText } from '../../shared/i18n/text';
import { stamp } from '../../shared/lib/time';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { LateUnderPauseDocument, ResumeReleasesDocument, type LateUnderPauseQuery, type PausePartsFragment } from '../gql/graphql';
import { wallOf } from '../releases/month';
import { useWord } from '../words';
import { decisions, undecided, type Choice, type Said } from './late';
import s from './Pause.module.css';
import { pauseText } from './text';
import { useOver } from './usePauses';

type Late = LateUnderPauseQuery['lateUnderPause'][number];

/** Takes the brake off, after a look at what is late: each is decided on, none goes out late by itself. */
export function ResumeDialog({ pause, onClose }: { pause: PausePartsFragment; onClose: () => void }) {
  useFocusReturn();
  const t = useText(pauseText);
  const common = useText(staffText);
  const over = useOver();
  const resume = useAct(ResumeReleasesDocument);
  const late = useQuery({ query: LateUnderPauseDocument, variables: { id: pause.id }, requestPolicy: 'network-only' });
  const [said, setSaid] = useState<ReadonlyMap<string, Said>>(new Map());
  const ids = late[0].data?.lateUnderPause.map((target) => target.id) ?? [];
  const left = undecided(ids, said);
  const confirm = async () => {
    if (await resume.run({ id: pause.id, late: decisions(ids, said) })) return onClose();
    // Something more may have come due meanwhile: it is shown, and what was said of the rest stays.
    late[1]({ requestPolicy: 'network-only' });
  };
  return (
    <Modal
      open
      width={680}
      title={t('resumeTitle', { what: over(pause) })}
      okText={t('confirmResume')}
      cancelText={common('cancel')}
      okButtonProps={{ disabled: !late[0].data || left > 0, loading: resume.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={resume.fault} />
      <Answer query={late}>
        {(data) =>
          data.lateUnderPause.length === 0 ? (
            <p>{t('nothingLate')}</p>
          ) : (
            <>
              <LateList late={data.lateUnderPause} said={said} onSaid={setSaid} />
              <p aria-live="polite">{left > 0 ? t('left', { n: left }) : null}</p>
            </>
          )
        }
      </Answer>
    </Modal>
  );
}

interface LateListProps {
  late: Late[];
  said: ReadonlyMap<string, Said>;
  onSaid: (said: ReadonlyMap<string, Said>) => void;
}

function LateList({ late, said, onSaid }: LateListProps) {
  const t = useText(pauseText);
  const all = (choice: Choice) => onSaid(new Map(late.map((target) => [target.id, { choice, wall: '' }])));
  return (
    <>
      <p>{t('lateNote', { n: late.length })}</p>
      <Space>
        <Button size="small" onClick={() => all('NOW')}>
          {t('allNow')}
        </Button>
        <Button size="small" onClick={() => all('MISS')}>
          {t('allMiss')}
        </Button>
      </Space>
      <ul className={s.late}>
        {late.map((target) => (
          <LateItem key={target.id} target={target} said={said.get(target.id)} onSaid={(one) => onSaid(new Map(said).set(target.id, one))} />
        ))}
      </ul>
    </>
  );
}

const choices: Choice[] = ['NOW', 'AT', 'MISS'];

function LateItem({ target, said, onSaid }: { target: Late; said: Said | undefined; onSaid: (said: Said) => void }) {
  const t = useText(pauseText);
  const word = useWord();
  const [soon] = useState(() => wallOf(new Date(Date.now() + 3_600_000)));
  const name = `${target.title} ${target.account.name}`;
  return (
    <li className={s.lateItem}>
      <span>
        <span className={s.lateTitle}>{target.title}</span>
        {target.account.name} · {word('channel', target.account.channel)} · {t('wasAt', { at: stamp(target.scheduledAt) })}
      </span>
      <Radio.Group
        aria-label={name}
        optionType="button"
        size="small"
        value={said?.choice ?? null}
        options={choices.map((choice) => ({ value: choice, label: t(`choice_${choice}`) }))}
        onChange={(event) => onSaid({ choice: event.target.value as Choice, wall: said?.wall || soon })}
      />
      {said?.choice === 'AT' ? (
        <Input
          className={s.time ?? ''}
          type="datetime-local"
          style={{ width: 210 }}
          aria-label={`${t('newTime')} ${name}`}
          value={said.wall}
          onChange={(event) => onSaid({ choice: 'AT', wall: event.target.value })}
        />
      ) : null}
    </li>
  );
}
