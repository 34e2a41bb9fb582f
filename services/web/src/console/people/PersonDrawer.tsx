import { App, Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import { useQuery } from 'urql';
import { useAct } from '../../shared/graphql/useAct';
import { useLang } from '../../shared/i18n/lang';
import { useText } from '../../shared/i18n/text';
import { isoDay } from '../../shared/lib/time';
import { FaultNote } from '../../shared/staff/FaultNote';
import { ReasonDialog } from '../../shared/staff/ReasonDialog';
import { staffText } from '../../shared/staff/text';
import {
  DeactivatePersonDocument,
  DepartmentsDocument,
  EndRoleDocument,
  EndSessionsDocument,
  GrantRoleDocument,
  RemoveSecondFactorDocument,
  type PersonPartsFragment,
  type Role,
} from '../gql/graphql';
import { useRight } from '../session';
import { useWord } from '../words';
import { PersonState } from './PeoplePage';
import s from './PersonDrawer.module.css';
import { peopleText } from './text';

const roles: Role[] = [
  'EDITOR',
  'DEPARTMENT_REVIEWER',
  'COUNTY_REVIEWER',
  'PRINCIPAL',
  'PUBLISHER',
  'CLERK',
  'DUTY_OFFICER',
  'COUNTY_ADMIN',
  'SECURITY_ADMIN',
  'AUDITOR',
  'OUTLET_EDITOR',
];

/** One person: their roles, and what an administrator may do about them. */
export function PersonDrawer({ person, onClose }: { person: PersonPartsFragment | null; onClose: () => void }) {
  return (
    <Drawer open={person !== null} onClose={onClose} size={440} title={person?.name}>
      {person ? <Shown key={person.id} person={person} /> : null}
    </Drawer>
  );
}

function Shown({ person }: { person: PersonPartsFragment }) {
  const t = useText(peopleText);
  const common = useText(staffText);
  const lang = useLang();
  const word = useWord();
  const may = useRight();
  const { modal, message } = App.useApp();
  const endRole = useAct(EndRoleDocument);
  const endSessions = useAct(EndSessionsDocument);
  const deactivate = useAct(DeactivatePersonDocument);
  const ask = (title: string, content: string, onOk: () => Promise<unknown>) =>
    modal.confirm({ title, content, okText: common('confirm'), cancelText: common('cancel'), okButtonProps: { danger: true }, onOk });
  const assigns = may('role.assign') && person.active;
  return (
    <>
      <FaultNote fault={endRole.fault ?? endSessions.fault ?? deactivate.fault} />
      <p>
        <PersonState person={person} /> {person.login} · {lang === 'zh' ? person.department.name : person.department.nameEn}
      </p>
      <h3 className={s.heading}>{t('roles')}</h3>
      {person.memberships.length === 0 ? <p>{t('noRoles')}</p> : null}
      <ul className={s.roles}>
        {person.memberships.map((membership) => (
          <li key={membership.id}>
            <span>
              {word('role', membership.role)}
              <span className={s.where}>
                {membership.department ? (lang === 'zh' ? membership.department.name : membership.department.nameEn) : t('wholeCounty')} · {t('since', { day: isoDay(membership.grantedAt) })}
              </span>
            </span>
            {assigns ? (
              <Button size="small" onClick={() => ask(t('endRoleTitle'), t('endRoleNote', { role: word('role', membership.role) }), () => endRole.run({ membershipId: membership.id }))}>
                {t('endRole')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {assigns ? <Grant person={person} /> : null}
      <div className={s.acts}>
        {may('session.end') ? (
          <Button
            onClick={() =>
              ask(t('endSessionsTitle'), t('endSessionsNote'), async () => {
                if (await endSessions.run({ personId: person.id })) void message.success(t('sessionsEnded'));
              })
            }
          >
            {t('endSessions')}
          </Button>
        ) : null}
        {person.secondFactor ? <RemovePhone person={person} /> : null}
        {may('person.manage') && person.active ? (
          <Button danger onClick={() => ask(t('deactivateTitle'), t('deactivateNote'), () => deactivate.run({ id: person.id }))}>
            {t('deactivate')}
          </Button>
        ) : null}
      </div>
    </>
  );
}

/** A lost phone is taken away, for a reason on the record. */
function RemovePhone({ person }: { person: PersonPartsFragment }) {
  const t = useText(peopleText);
  const { message } = App.useApp();
  const remove = useAct(RemoveSecondFactorDocument);
  const [open, setOpen] = useState(false);
  const confirm = async (reason: string) => {
    if (!(await remove.run({ personId: person.id, reason }))) return;
    setOpen(false);
    void message.success(t('phoneRemoved'));
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('removePhone')}</Button>
      <ReasonDialog
        open={open}
        title={t('removePhoneTitle')}
        note={t('removePhoneNote')}
        okText={t('removePhone')}
        danger
        busy={remove.busy}
        fault={remove.fault}
        onCancel={() => setOpen(false)}
        onConfirm={(reason) => void confirm(reason)}
      />
    </>
  );
}

function Grant({ person }: { person: PersonPartsFragment }) {
  const t = useText(peopleText);
  const lang = useLang();
  const word = useWord();
  const grant = useAct(GrantRoleDocument);
  const [{ data }] = useQuery({ query: DepartmentsDocument });
  const [role, setRole] = useState<Role | null>(null);
  const [departmentId, setDepartmentId] = useState<string>(person.department.id);
  const confirm = async () => {
    if (!role) return;
    if (await grant.run({ personId: person.id, role, departmentId: departmentId || null })) setRole(null);
  };
  return (
    <>
      <h3 className={s.heading}>{t('grant')}</h3>
      <FaultNote fault={grant.fault} />
      <div className={s.grant}>
        <Select<Role>
          aria-label={t('role')}
          placeholder={t('role')}
          value={role}
          onChange={setRole}
          options={roles.map((value) => ({ value, label: word('role', value) }))}
        />
        <Select
          aria-label={t('scope')}
          value={departmentId}
          onChange={setDepartmentId}
          options={[
            { value: '', label: t('wholeCounty') },
            ...(data?.departments ?? []).map((department) => ({ value: department.id, label: lang === 'zh' ? department.name : department.nameEn })),
          ]}
        />
        <Button type="primary" disabled={!role} loading={grant.busy} onClick={() => void confirm()}>
          {t('grant')}
        </Button>
      </div>
    </>
  );
}
