import type { ComponentType } from 'react';
import { Suspense } from 'react';
import { CoreAdminContext, CoreAdminUI, CustomRoutes, defaultI18nProvider, Notification, Resource } from 'react-admin';
import { Route } from 'react-router-dom';
import type { AdminCapability, LazyPage, Permission } from '../capability.ts';
import { ErrorState } from '../components/ErrorState.tsx';
import { AccessDenied, NotFound } from '../components/NotFound.tsx';
import { SkeletonPage } from '../components/Skeletons.tsx';
import { createPreferenceStore } from '../data/preference-store.ts';
import { dataProvider } from '../data/data-provider.ts';
import { createQueryClient } from '../data/query-client.ts';
import { authProvider } from '../session/auth-provider.ts';
import { usePermission } from '../session/use-session.ts';
import { ColourModeProvider } from '../theme/colour-mode.tsx';
import { AppLayout } from './AppLayout.tsx';
import { CapabilitiesContext } from './capabilities-context.ts';

const store = createPreferenceStore();
const queryClient = createQueryClient();

/** The whole admin for a list of capabilities: providers, theme, routes. */
export function AdminShell({ capabilities }: { capabilities: readonly AdminCapability[] }) {
  return (
    <CapabilitiesContext value={capabilities}>
      <CoreAdminContext
        authProvider={authProvider}
        dataProvider={dataProvider}
        i18nProvider={defaultI18nProvider}
        store={store}
        queryClient={queryClient}
      >
        <ColourModeProvider>
          <CoreAdminUI
            requireAuth
            disableTelemetry
            layout={AppLayout}
            loginPage={signInPage(capabilities)}
            loading={SkeletonPage}
            catchAll={NotFound}
            accessDenied={AccessDenied}
            authenticationError={AuthenticationError}
            error={AppError}
            ready={NotFound}
            title="WedSync Back Office"
          >
            {routesOf(capabilities)}
          </CoreAdminUI>
          <Notification autoHideDuration={5000} />
        </ColourModeProvider>
      </CoreAdminContext>
    </CapabilitiesContext>
  );
}

function routesOf(capabilities: readonly AdminCapability[]) {
  const home = capabilities.find((capability) => capability.home !== undefined)?.home;
  return [
    <CustomRoutes key="pages">
      {home && <Route path="/" element={<Guarded page={home} permission={null} />} />}
      {capabilities
        .flatMap(({ pages }) => pages)
        .map(({ path, element, permission }) => (
          <Route key={path} path={path} element={<Guarded page={element} permission={permission} />} />
        ))}
    </CustomRoutes>,
    ...capabilities
      .flatMap(({ resources }) => resources)
      .map((resource) => <Resource key={resource.name} {...resource} />),
  ];
}

function Guarded({ page: Page, permission }: { page: LazyPage; permission: Permission | null }) {
  return usePermission(permission) ? <Page /> : <AccessDenied />;
}

function signInPage(capabilities: readonly AdminCapability[]): ComponentType {
  const SignIn = capabilities.find(({ signIn }) => signIn !== undefined)?.signIn ?? NotFound;
  return function SignInRoute() {
    return (
      <Suspense fallback={null}>
        <SignIn />
      </Suspense>
    );
  };
}

function AppError({ error, resetErrorBoundary }: { error: Error; resetErrorBoundary: (reason: unknown) => void }) {
  return <ErrorState title="The back office broke" error={error} retry={() => resetErrorBoundary(null)} />;
}

function AuthenticationError() {
  return <ErrorState title="The sign-in could not be checked" error={null} retry={() => window.location.reload()} />;
}
