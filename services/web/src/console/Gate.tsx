import { Modal } from 'antd';
import { useEffect } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { useClient } from 'urql';
import { useAct } from '../shared/graphql/useAct';
import { useText } from '../shared/i18n/text';
import { PasswordAgain } from '../shared/staff/PasswordAgain';
import { staffText } from '../shared/staff/text';
import { Failed, Loading } from '../shared/states/States';
import { SignInDocument } from './gql/graphql';
import { ask, enter, useSession, type Me } from './session';

/** Lets only the signed-in through, and asks again for the password in place when the session has run out. */
export function Gate() {
  const session = useSession();
  const client = useClient();
  const { pathname, search } = useLocation();
  useEffect(() => {
    if (session.is === 'asking') void ask(client);
  }, [session.is, client]);
  if (session.is === 'asking') return <Loading />;
  if (session.is === 'failed') return <Failed fault={session.fault} retry={() => void ask(client)} />;
  if (session.is === 'out') return <Navigate replace to={`/console/sign-in?next=${encodeURIComponent(pathname + search)}`} />;
  if (session.me.mustChangePassword && pathname !== '/console/password') return <Navigate replace to="/console/password" />;
  return (
    <>
      <Outlet />
      {session.is === 'ended' ? <Again me={session.me} /> : null}
    </>
  );
}

function Again({ me }: { me: Me }) {
  const t = useText(staffText);
  const client = useClient();
  const signIn = useAct(SignInDocument);
  const submit = async (password: string) => {
    const data = await signIn.run({ county: me.county.code, login: me.person.login, password });
    if (data) await enter(client, data.signIn.csrfToken);
  };
  return (
    <Modal open closable={false} footer={null} title={t('sessionEnded')} width={380}>
      <PasswordAgain login={me.person.login} busy={signIn.busy} fault={signIn.fault} onSubmit={(password) => void submit(password)} />
    </Modal>
  );
}
