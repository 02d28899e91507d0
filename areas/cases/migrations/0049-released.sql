-- A copy that is made to go out is an internal document of the case until it is released: then it is an outgoing one, of that
-- time, and the registry gets its entry (OSL 5 kap. 1 §).
-- To verify: law 20b; no entry of a copy before its release, and one after.
create trigger released_document_is_entered after update of direction on cases.document
  for each row when (old.direction = 'internal' and new.direction = 'out') execute function cases.enter();
