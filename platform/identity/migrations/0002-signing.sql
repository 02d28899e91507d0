-- Signing with the e-ID: a sign-in under way that carries a text to sign, and the key of the house's own receipts
-- (identity.md section 2.4).
-- To verify: a sign-in without a signer has nothing to sign.
alter table identity.sign_in
  -- Whom the signature is bound to: somebody else at the e-ID is refused.
  add column signer uuid references identity.party,
  -- What is signed: kind and id of the thing, the hash of its frozen text, and what the area wants back.
  add column signing jsonb,
  add check ((signer is null) = (signing is null));

alter table identity.key drop constraint key_purpose_check;
alter table identity.key add constraint key_purpose_check check (purpose in ('relying-party', 'test-eid', 'receipt'));
