-- What a row said, as a fingerprint: the certificate of a destruction proves what went without keeping it.
-- To verify: select database.fingerprint('{"a":1}') gives 64 hexadecimal digits.
create function database.fingerprint(content jsonb) returns text language sql immutable parallel safe as $$
  select encode(sha256(convert_to(content::text, 'UTF8')), 'hex')
$$;
