-- What has gone on for too long is found by its version, whose promise counts, and the day it came.
-- To verify: the sweep of delays reads this index.
create index case_arrival on cases.case (service_version, arrival_day);
