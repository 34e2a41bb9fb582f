import { Form, Input, Modal, Radio, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang, type Lang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { Answer } from '../../shared/staff/Answer';
import { FaultNote, fieldProps } from '../../shared/staff/FaultNote';
import { staffText } from '../../shared/staff/text';
import { useFocusReturn } from '../../shared/staff/useFocusReturn';
import { PauseAccountReleasesDocument, PauseCountyReleasesDocument, PauseDepartmentReleasesDocument, PausePlacesDocument, type PausePlacesQuery } from '../gql/graphql';
import { useCountyRight, useMe } from '../session';
import { pauseText } from './text';

type What = 'county' | 'department' | 'account';
interface Choice {
  what: What;
  departmentId: string | null;
  accountId: string | null;
}

/** Puts the brake on: of the county, a department or an account, and why. */
export function PauseDialog({ onClose }: { onClose: () => void }) {
  useFocusReturn();
  const t = useText(pauseText);
  const common = useText(staffText);
  const wide = useCountyRight()('release.pause');
  const home = useMe().department.id;
  const [choice, setChoice] = useState<Choice>({ what: wide ? 'county' : 'department', departmentId: wide ? null : home, accountId: null });
  const [reason, setReason] = useState('');
  const act = usePause(choice, reason.trim());
  const ready = reason.trim() !== '' && (choice.what === 'county' || (choice.what === 'department' ? choice.departmentId !== null : choice.accountId !== null));
  const confirm = async () => {
    if (await act.run()) onClose();
  };
  return (
    <Modal
      open
      title={t('pauseTitle')}
      okText={t('pause')}
      cancelText={common('cancel')}
      okButtonProps={{ danger: true, disabled: !ready, loading: act.busy }}
      onCancel={onClose}
      onOk={() => void confirm()}
    >
      <FaultNote fault={act.fault} shown={['reason']} />
      <p>{t('pauseNote')}</p>
      <Form layout="vertical" component="div">
        <Form.Item label={t('what')}>
          <Radio.Group value={choice.what} onChange={(event) => setChoice({ ...choice, what: event.target.value as What })}>
            {wide ? <Radio value="county">{t('county')}</Radio> : null}
            <Radio value="department">{t('department')}</Radio>
            <Radio value="account">{t('account')}</Radio>
          </Radio.Group>
        </Form.Item>
        {choice.what === 'county' ? null : <Place choice={choice} only={wide ? null : home} onChange={setChoice} />}
        <Form.Item label={t('reason')} htmlFor="pause-reason" required style={{ marginBottom: 32 }} {...fieldProps(act.fault, 'reason')}>
          <Input.TextArea id="pause-reason" rows={2} maxLength={200} showCount value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

interface PlaceProps {
  choice: Choice;
  /** The one department whose matters the person may pause. */
  only: string | null;
  onChange: (choice: Choice) => void;
}

function Place({ choice, only, onChange }: PlaceProps) {
  const t = useText(pauseText);
  const lang = useLang();
  const places = useQuery({ query: PausePlacesDocument });
  const isAccount = choice.what === 'account';
  return (
    <Form.Item label={t(isAccount ? 'whichAccount' : 'whichDepartment')} htmlFor="pause-place" required>
      <Answer query={places}>
        {(data) => (
          <Select
            id="pause-place"
            showSearch={{ optionFilterProp: 'label' }}
            value={isAccount ? choice.accountId : choice.departmentId}
            options={isAccount ? accounts(data, only, lang) : departments(data, only, lang)}
            onChange={(id: string) => onChange(isAccount ? { ...choice, accountId: id } : { ...choice, departmentId: id })}
          />
        )}
      </Answer>
    </Form.Item>
  );
}

function accounts(data: PausePlacesQuery, only: string | null, lang: Lang) {
  return data.accounts
    .filter((account) => only === null || account.department.id === only)
    .map((account) => ({ value: account.id, label: `${account.name} · ${lang === 'zh' ? account.department.name : account.department.nameEn}` }));
}

function departments(data: PausePlacesQuery, only: string | null, lang: Lang) {
  return data.departments
    .filter((department) => only === null || department.id === only)
    .map((department) => ({ value: department.id, label: lang === 'zh' ? department.name : department.nameEn }));
}

function usePause(choice: Choice, reason: string) {
  const county = useAct(PauseCountyReleasesDocument);
  const department = useAct(PauseDepartmentReleasesDocument);
  const account = useAct(PauseAccountReleasesDocument);
  const act = { county, department, account }[choice.what];
  const run = async (): Promise<boolean> => {
    if (choice.what === 'county') return (await county.run({ reason })) !== null;
    if (choice.what === 'department') return (await department.run({ departmentId: choice.departmentId ?? '', reason })) !== null;
    return (await account.run({ accountId: choice.accountId ?? '', reason })) !== null;
  };
  return { run, busy: act.busy, fault: act.fault };
}
