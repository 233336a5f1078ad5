{{ account_dataset('scoring') }}
