-- title: what must hold, in words
-- why: the reason that it matters; printed when the rule is broken (may be left out)
-- key: 1
-- severity: fail
-- atMost: 0
-- warnAbove: 0
-- cadence: daily, weekly, monthly, quarterly
--
-- Copy this file to suites/rules/SYSTEM/NAME.sql beside your firedrill.yaml. NAME is the rule's identity: its history goes
-- by it. All header lines may be left out; above are the defaults, but for warnAbove, which is atMost unless given.
-- Up to warnAbove rows the rule holds, up to atMost it warns, beyond that it fails. With severity: warn it never fails, and
-- warnAbove (0 unless given) is all that counts; atMost is refused then. A query that cannot be run is INCONCLUSIVE all the same.
--
-- One query; each row that it returns is an offence. The first columns (key: how many) name the row in messages and
-- reports; others are not shown. Order the rows if the same should be shown each time: 20 are.
-- It runs as a role that cannot write, without indexes, so that a broken index hides nothing: write joins and NOT EXISTS,
-- which the server hashes, rather than a subquery for each row. A column that is declared NOT NULL is not looked at for
-- "is null": write num_nulls(id) > 0. A query that fails is INCONCLUSIVE, and so is one that takes over ten minutes.
-- A table that is empty has no offending rows: state elsewhere that it must not be.
select id
from the_table
where num_nulls(id) > 0
order by id
