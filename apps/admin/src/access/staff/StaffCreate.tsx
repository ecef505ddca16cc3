import { PasswordInput } from 'react-admin';
import { CreatePage } from '../../platform/index.ts';
import { StaffInputs } from './StaffInputs.tsx';

/** Adds a person. A password set here is temporary: its owner replaces it at the first sign-in. */
export default function StaffCreate() {
  return (
    <CreatePage title="Add a person" saveLabel="Add" defaultValues={{ roles: [], regions: [] }}>
      <StaffInputs />
      <PasswordInput
        source="password"
        label="Temporary password"
        helperText="Leave it empty for somebody who uses single sign-on only."
        inputProps={{ autoComplete: 'new-password' }}
      />
    </CreatePage>
  );
}
