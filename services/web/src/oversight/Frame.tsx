import { ControlOutlined, DashboardOutlined, FileDoneOutlined, KeyOutlined, RetweetOutlined } from '@ant-design/icons';
import { useEffect } from 'react';
import { Navigate } from 'react-router';
import { useClient } from 'urql';
import { useText } from '../shared/i18n/text';
import { Shell } from '../shared/staff/Shell';
import { Failed, Loading } from '../shared/states/States';
import { OverseerSignOutDocument } from './gql/graphql';
import { ask, useSession } from './session';
import { oversightText, useNamed } from './text';

/** Lets only overseers through, and frames their pages. */
export function Frame() {
  const t = useText(oversightText);
  const named = useNamed();
  const client = useClient();
  const session = useSession();
  useEffect(() => {
    if (session.is === 'asking') void ask(client);
  }, [session.is, client]);
  if (session.is === 'asking') return <Loading />;
  if (session.is === 'failed') return <Failed fault={session.fault} retry={() => void ask(client)} />;
  if (session.is === 'out') return <Navigate replace to="/oversight/sign-in" />;
  const signOut = async () => {
    await client.mutation(OverseerSignOutDocument, {}).toPromise();
    // A fresh page: nothing of this person stays in memory for the next one at this desk.
    location.assign('/oversight/sign-in');
  };
  return (
    <Shell
      home="/oversight/board"
      place={`${named(session.me.region)} · ${t('place')}`}
      person={session.me.name}
      items={[
        { to: '/oversight/board', label: t('board'), icon: <DashboardOutlined /> },
        { to: '/oversight/released', label: t('released'), icon: <FileDoneOutlined /> },
        { to: '/oversight/relays', label: t('relays'), icon: <RetweetOutlined /> },
        { to: '/oversight/indicators', label: t('indicators'), icon: <ControlOutlined /> },
        { to: '/oversight/tokens', label: t('tokens'), icon: <KeyOutlined /> },
      ]}
      onSignOut={() => void signOut()}
    />
  );
}
